package io.postrider.model.format;

import io.postrider.model.FormatName;
import io.postrider.model.RateLimit;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The shape of a POST: what its body and its headers are made of, what signs it, and what holds for
 * a webhook that says nothing else.
 *
 * @param description for people, one line
 * @param headers templates by name, in order
 */
public record Format(
        FormatName name,
        String description,
        BodyRule body,
        Map<String, Template> headers,
        SignatureRule signature,
        Defaults defaults) {

    /**
     * What holds for a webhook that says nothing else.
     *
     * @param timeout for one whole exchange, 1 s to 30 s
     * @param rateLimit of attempts; without one there is no limit
     */
    public record Defaults(RetryRule retry, Duration timeout, Optional<RateLimit> rateLimit) {

        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofSeconds(30);

        public Defaults {
            if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a timeout must be 1s to 30s");
            }
        }
    }

    public Format {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** The names of its headers, in any case: a webhook's own headers must not have them. */
    public Set<String> headerNames() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(headers.keySet());
        return names;
    }
}
