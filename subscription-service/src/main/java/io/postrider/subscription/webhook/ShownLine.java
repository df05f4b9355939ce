package io.postrider.subscription.webhook;

/** A header of a POST, and who wants it. */
public record ShownLine(String name, String value, HeaderOrigin origin) {}
