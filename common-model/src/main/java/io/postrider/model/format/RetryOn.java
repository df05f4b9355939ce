package io.postrider.model.format;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which failures are worth another attempt.
 *
 * @param network whether those are that bring no complete answer
 * @param classes of statuses: 3, 4, 5 for 3xx, 4xx, 5xx
 * @param statuses single ones besides
 */
public record RetryOn(boolean network, Set<Integer> classes, Set<Integer> statuses) {

    /** Every failure. */
    public static final RetryOn ANY = new RetryOn(true, Set.of(3, 4, 5), Set.of());

    private static final String NETWORK = "network";
    private static final Pattern CLASS = Pattern.compile("[345]xx");
    private static final Pattern STATUS = Pattern.compile("[345]\\d\\d");
    private static final int STATUSES_IN_CLASS = 100;
    private static final int SUCCESS = 2;
    private static final int SERVER_FAULT = 5;

    public RetryOn {
        classes = Set.copyOf(classes);
        statuses = Set.copyOf(statuses);
    }

    /** Whether an answer of the status is worth another attempt. */
    public boolean status(int status) {
        return classes.contains(classOf(status)) || statuses.contains(status);
    }

    /** A final status that HTTP does not know counts as 5xx (RFC 9110, section 15). */
    private static int classOf(int status) {
        int number = status / STATUSES_IN_CLASS;
        return number < SUCCESS || number > SERVER_FAULT ? SERVER_FAULT : number;
    }

    /**
     * Reads the names of failures.
     *
     * @throws IllegalArgumentException saying which are allowed
     */
    static RetryOn of(List<String> failures) {
        boolean network = false;
        Set<Integer> classes = new HashSet<>();
        Set<Integer> statuses = new TreeSet<>();
        for (String failure : failures) {
            if (failure.equals(NETWORK)) {
                network = true;
            } else if (CLASS.matcher(failure).matches()) {
                classes.add(failure.charAt(0) - '0');
            } else if (STATUS.matcher(failure).matches()) {
                statuses.add(Integer.parseInt(failure));
            } else {
                throw new IllegalArgumentException(
                        "'%s' must be network, 3xx, 4xx, 5xx or a status like 429"
                                .formatted(failure));
            }
        }
        return new RetryOn(network, classes, statuses);
    }
}
