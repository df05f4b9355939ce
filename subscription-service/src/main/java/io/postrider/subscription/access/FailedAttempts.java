package io.postrider.subscription.access;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often an address has failed to show a key. After some failures each further one makes it wait
 * twice as long; what is quiet for a while is forgotten. The memory is bounded: of more addresses
 * than it holds, those go first that failed longest ago.
 */
public final class FailedAttempts {

    private final Rule rule;
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();

    /**
     * How long addresses have to wait.
     *
     * @param free failures without consequences
     * @param longestWait after any more
     * @param forgottenAfter so long without a failure
     * @param most addresses remembered
     */
    public record Rule(int free, Duration longestWait, Duration forgottenAfter, int most) {

        public static final Rule USUAL =
                new Rule(10, Duration.ofMinutes(5), Duration.ofMinutes(15), 10_000);

        private static final int MOST_DOUBLINGS = 30;

        Duration wait(int failures) {
            if (failures < free) {
                return Duration.ZERO;
            }
            Duration doubled = Duration.ofSeconds(1L << Math.min(failures - free, MOST_DOUBLINGS));
            return doubled.compareTo(longestWait) < 0 ? doubled : longestWait;
        }
    }

    private record Failures(int count, Instant last) {}

    public FailedAttempts(Rule rule) {
        this.rule = rule;
    }

    /** How long the address has to wait before it may try again; zero when it may. */
    synchronized Duration wait(String address, Instant now) {
        Failures failures = byAddress.get(AddressBlock.of(address));
        if (failures == null) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(now, failures.last().plus(rule.wait(failures.count())));
        return left.isNegative() ? Duration.ZERO : left;
    }

    synchronized void failed(String address, Instant now) {
        String block = AddressBlock.of(address);
        Failures before = byAddress.remove(block);
        int count =
                before == null || now.isAfter(before.last().plus(rule.forgottenAfter()))
                        ? 1
                        : before.count() + 1;
        byAddress.put(block, new Failures(count, now));
        if (byAddress.size() > rule.most()) {
            byAddress.remove(byAddress.keySet().iterator().next());
        }
    }
}
