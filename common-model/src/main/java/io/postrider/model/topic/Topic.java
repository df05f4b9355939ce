package io.postrider.model.topic;

/**
 * The topics of Postrider, in the order in which a record travels. {@link #RETRY} stands for one
 * topic per tier of the retry ladder.
 */
public enum Topic {
    EVENTS(
            "events",
            "tenant or the producer's ordering key",
            "event",
            "upstream, subscription-service",
            "dispatcher-service"),
    EVENTS_INVALID(
            "events.invalid",
            "as received",
            "raw bytes + reason headers",
            "dispatcher-service, delivery-worker, subscription-service",
            "subscription-service, ops"),
    SUBSCRIPTIONS(
            "subscriptions",
            "subscription id",
            "subscription snapshot, secrets sealed",
            "subscription-service",
            "dispatcher-service, delivery-worker"),
    DELIVERIES(
            "deliveries",
            "subscription id",
            "the exact bytes to POST",
            "dispatcher-service, delivery-worker (relay), subscription-service (replay, test)",
            "delivery-worker, subscription-service"),
    RETRY(
            "retry.<delay>",
            "subscription id",
            "as `deliveries`",
            "delivery-worker",
            "delivery-worker (relay)"),
    DEAD_LETTERS(
            "dead-letters",
            "subscription id",
            "as `deliveries` + failure headers",
            "delivery-worker",
            "subscription-service"),
    ATTEMPTS(
            "attempts",
            "delivery id",
            "attempt report (JSON)",
            "delivery-worker",
            "subscription-service, upstream"),
    WORKERS(
            "workers",
            "subscription id or worker",
            "lane that is not quite healthy, or sign of life (JSON)",
            "delivery-worker",
            "subscription-service");

    private final String shortName;
    private final String key;
    private final String value;
    private final String writtenBy;
    private final String readBy;

    Topic(String shortName, String key, String value, String writtenBy, String readBy) {
        this.shortName = shortName;
        this.key = key;
        this.value = value;
        this.writtenBy = writtenBy;
        this.readBy = readBy;
    }

    /** The name without the deployment's prefix. */
    public String shortName() {
        return shortName;
    }

    public String key() {
        return key;
    }

    public String value() {
        return value;
    }

    public String writtenBy() {
        return writtenBy;
    }

    public String readBy() {
        return readBy;
    }
}
