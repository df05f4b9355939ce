package io.postrider.subscription;

import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

/** One service for all tests that leave it as it was. */
final class SharedService {

    static final RunningService SERVICE =
            RunningService.start(
                            RealKafka.shared().bootstrapServers(),
                            RealPostgres.shared().newDatabase(),
                            "shared.")
                    .awaitReady();

    private SharedService() {}
}
