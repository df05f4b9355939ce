package io.postrider.subscription.access;

import io.postrider.model.Payload;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys in memory. */
final class FakeKeys implements ApiKeys {
    private final Map<Payload, ApiKey> byHash = new HashMap<>();
    final List<String> used = new ArrayList<>();
    int lookedUp;
    boolean away;

    @Override
    public void add(Caller caller, ApiKey key, Payload hash) {
        byHash.put(hash, key);
    }

    @Override
    public Optional<ApiKey> lookUp(String prefix, Payload hash) {
        lookedUp++;
        if (away) {
            throw new IllegalStateException("away");
        }
        return Optional.ofNullable(byHash.get(hash));
    }

    @Override
    public Optional<ApiKey> find(Reach reach, String id) {
        return byHash.values().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    @Override
    public List<ApiKey> list(Reach reach, Optional<String> before, int limit) {
        return List.copyOf(byHash.values());
    }

    @Override
    public boolean revoke(Caller caller, String id, Instant now) {
        return byHash.values().removeIf(key -> key.id().equals(id));
    }

    @Override
    public void used(String id, Instant now) {
        used.add(id);
    }

    void removeAll() {
        byHash.clear();
    }
}
