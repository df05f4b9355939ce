package io.postrider.subscription.rest;

/** The largest body that hands events in. */
public record IntakeBodyLimit(int bytes) {}
