package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartIT {

    private static final RealPostgres.Database DATABASE = RealPostgres.shared().newDatabase();

    @ParameterizedTest
    @CsvSource({
        "--postrider.admin-key=, postrider.admin-key",
        "--postrider.admin-key=short, postrider.admin-key",
        "--postrider.admin-key=sixteen characters, postrider.admin-key",
        "--postrider.history.retention=7d, postrider.history.retention",
        "--postrider.intake.kafka-timeout=1s, postrider.intake.kafka-timeout",
    })
    void refusesToStartNamingTheProperty(String argument, String property) {
        assertThatThrownBy(() ->
                        RunningService.start(
                                        RealKafka.shared().bootstrapServers(),
                                        DATABASE,
                                        "start.",
                                        argument)
                                .close())
                .rootCause()
                .hasMessageContaining(property);
    }
}
