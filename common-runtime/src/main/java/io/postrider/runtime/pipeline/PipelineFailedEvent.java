package io.postrider.runtime.pipeline;

/**
 * The service cannot work until somebody changes something; its process should end.
 *
 * @param reason for people
 */
public record PipelineFailedEvent(String reason) {}
