package io.postrider.worker.kafka;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How many deliveries this relay holds, per retry topic; read by other threads. */
public final class RelayGauge {

    private final Map<String, AtomicInteger> held;

    RelayGauge(Set<String> topics) {
        held = topics.stream().collect(Collectors.toMap(topic -> topic, _ -> new AtomicInteger()));
    }

    void update(Map<String, Integer> now) {
        held.forEach((topic, count) -> count.setPlain(now.getOrDefault(topic, 0)));
    }

    public Set<String> topics() {
        return held.keySet();
    }

    public int held(String topic) {
        AtomicInteger count = held.get(topic);
        return count == null ? 0 : count.get();
    }
}
