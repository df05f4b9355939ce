package io.postrider.worker.lane;

/** Whether a lane takes a job, and when. */
public sealed interface Admission {

    /** At once; the lane counts it as in flight. */
    record Start() implements Admission {}

    /** It starts later, by a {@link Turn}, or leaves by one. */
    record Queued() implements Admission {}

    /** Not now. */
    record Parked(Park park) implements Admission {}
}
