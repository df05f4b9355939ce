package io.postrider.subscription.history;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Deliveries of which one half was stored a short while ago, the record that begins them or the
 * report of their first attempt. When the other half comes it is known what to do with it without
 * asking the database. What is forgotten costs only time: rows add up in any order.
 */
final class StoredDeliveries {

    /** Some 20 MB; several seconds of a fast machine's deliveries. */
    private static final int MOST = 100_000;

    private enum Half {
        RECORD,
        REPORT
    }

    private final Map<DeliveryKey, Half> halves = new LinkedHashMap<>();

    void remember(ToldDelivery told) {
        if (told.hasRecord() && told.facts().isHalf()) {
            put(told.key(), Half.RECORD);
        } else if (!told.hasRecord() && told.facts().isNew()) {
            put(told.key(), Half.REPORT);
        }
    }

    private void put(DeliveryKey key, Half half) {
        halves.put(key, half);
        if (halves.size() > MOST) {
            var oldest = halves.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Whether the report was stored before its record, which adds nothing then; says so once. */
    boolean takeReported(DeliveryKey key) {
        return halves.remove(key, Half.REPORT);
    }

    /** Whether the record was stored before its report; says so once. */
    boolean takeRecorded(DeliveryKey key) {
        return halves.remove(key, Half.RECORD);
    }
}
