package io.postrider.runtime.pipeline;

/**
 * A part of a service that works on Kafka. Stages start one after the other, in the order of their
 * {@code @Order}, once Kafka is reachable and its topics are as they must be; they stop in the
 * opposite order.
 */
public interface PipelineStage {

    /** For logs and health. */
    String name();

    /** Starts, and returns when the stage works; may wait as long as that takes. */
    void start() throws InterruptedException;

    /** Whether it works now. */
    boolean isReady();

    /** Finishes what is in hand and ends; called whether or not the stage was started. */
    void stop() throws InterruptedException;
}
