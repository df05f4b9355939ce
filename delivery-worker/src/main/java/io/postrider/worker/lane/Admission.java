package io.postrider.worker.lane;

/** Whether a lane takes a job, and when. */
public sealed interface Admission {

    /** At once; the lane counts it as in flight. */
    record Start() implements Admission {}

    /** When one in flight has finished. */
    record Queued() implements Admission {}

    /** Not now: the lane is full. */
    record Overflow() implements Admission {}
}
