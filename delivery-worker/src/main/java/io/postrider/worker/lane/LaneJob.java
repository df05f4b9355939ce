package io.postrider.worker.lane;

import io.postrider.model.ParkReason;

import java.time.Duration;
import java.util.Optional;

/** What a lane must know of what waits in it. */
public interface LaneJob {

    /** Its size. */
    int bytes();

    /** The partition that it came from; all jobs of a lane come from one. */
    int partition();

    /** What it was parked for before it came, if it was. */
    Optional<ParkReason> parkedFor();

    /** How long it was parked before it came; zero if it was not. */
    Duration lastWait();
}
