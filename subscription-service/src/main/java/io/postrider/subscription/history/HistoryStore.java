package io.postrider.subscription.history;

/** Keeps history. */
public interface HistoryStore {

    /**
     * Adds what the batch tells, all of it or nothing. A batch may come again, and batches may come
     * in any order.
     */
    void apply(HistoryBatch batch);
}
