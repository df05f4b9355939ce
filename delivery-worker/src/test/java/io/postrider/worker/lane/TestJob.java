package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import java.time.Duration;
import java.util.Optional;

/** As large as its name is long. */
record TestJob(String name, Optional<ParkReason> parkedFor, Duration lastWait) implements LaneJob {

    TestJob(String name) {
        this(name, Optional.empty(), Duration.ZERO);
    }

    TestJob(String name, ParkReason reason, Duration lastWait) {
        this(name, Optional.of(reason), lastWait);
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public int bytes() {
        return name.length();
    }
}
