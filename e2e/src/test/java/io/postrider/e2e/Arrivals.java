package io.postrider.e2e;

import io.postrider.testing.Received;
import io.postrider.testing.Receiver;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How often each delivery has arrived at a receiver, told by its {@code webhook-id}. */
record Arrivals(Map<String, Integer> posts) {

    Arrivals {
        posts = Map.copyOf(posts);
    }

    static Arrivals at(Receiver receiver) {
        return of(receiver.received());
    }

    static Arrivals of(List<Received> requests) {
        Map<String, Integer> posts = new HashMap<>();
        requests.forEach(request ->
                posts.merge(request.header("webhook-id").orElseThrow(), 1, Integer::sum));
        return new Arrivals(posts);
    }

    /** Each delivery once. */
    Set<String> deliveries() {
        return posts.keySet();
    }

    /** Those that arrived more than so many times. */
    Set<String> moreThan(int times) {
        Set<String> many = new HashSet<>(posts.keySet());
        many.removeIf(delivery -> posts.getOrDefault(delivery, 0) <= times);
        return many;
    }

    Set<String> doubled() {
        return moreThan(1);
    }

    /** Requests beyond the first of each delivery. */
    int duplicates() {
        return total() - posts.size();
    }

    int total() {
        return posts.values().stream().mapToInt(n -> n).sum();
    }

    /** The deliveries of these that are not among the others. */
    static Set<String> without(Set<String> deliveries, Set<String> others) {
        Set<String> rest = new HashSet<>(deliveries);
        rest.removeAll(others);
        return rest;
    }
}
