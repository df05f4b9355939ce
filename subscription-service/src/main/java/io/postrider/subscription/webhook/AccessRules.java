package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.access.EndpointAccess;
import io.postrider.subscription.refusal.FieldErrors;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Seals what proves whose requests are, and keeps it in tune with URL and headers. */
final class AccessRules {

    private static final String AUTHENTICATION = "authentication.";
    private static final String TLS = "tls.";
    private static final String AUTHORIZATION = "Authorization";

    private final SigningKeys keys;

    AccessRules(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * The values after the change, credentials sealed.
     *
     * @param current the same before; empty for a new subscription
     */
    Map<String, String> apply(
            Map<String, String> current,
            AccessChange change,
            SubscriptionId owner,
            FieldErrors errors) {
        Map<String, String> next = new TreeMap<>();
        part(AUTHENTICATION, change.authentication(), current, owner, next, errors);
        part(TLS, change.tls(), current, owner, next, errors);
        return next;
    }

    private void part(
            String prefix,
            Optional<Map<String, String>> given,
            Map<String, String> current,
            SubscriptionId owner,
            Map<String, String> next,
            FieldErrors errors) {
        if (given.isEmpty()) {
            current.forEach((name, value) -> {
                if (name.startsWith(prefix)) {
                    next.put(name, value);
                }
            });
            return;
        }
        given.get()
                .forEach((name, value) -> {
                    if (!EndpointAccess.SECRETS.contains(name)) {
                        next.put(name, value);
                    } else if (!value.equals(OwnHeaders.MASK)) {
                        next.put(name, sealed(value, current.get(name), owner));
                    } else if (!current.containsKey(name)) {
                        errors.add(name, "there is no %s that could stay".formatted(name));
                    } else if (partnersDiffer(name, given.get(), current)) {
                        errors.add(
                                name,
                                "%s must be given again with what belongs to it".formatted(name));
                    } else {
                        next.put(name, current.get(name));
                    }
                });
    }

    /** A secret does not go to another authorization server, nor a key with another certificate. */
    private static boolean partnersDiffer(
            String name, Map<String, String> given, Map<String, String> current) {
        String partner =
                switch (name) {
                    case EndpointAccess.CLIENT_SECRET -> EndpointAccess.TOKEN_URL;
                    case EndpointAccess.CLIENT_KEY -> EndpointAccess.CLIENT_CERTIFICATE;
                    default -> EndpointAccess.TYPE;
                };
        return !String.valueOf(given.get(partner)).equals(current.get(partner));
    }

    /** What is given as it is keeps its seal, so that nothing changes. */
    private String sealed(String value, @Nullable String before, SubscriptionId owner) {
        return before != null && keys.open(before, owner).equals(value)
                ? before
                : keys.seal(value, owner);
    }

    /** Notes what does not go together. */
    static void check(
            URI url, Collection<String> headers, Collection<String> access, FieldErrors errors) {
        if (access.contains(EndpointAccess.TYPE)
                && headers.stream().anyMatch(AUTHORIZATION::equalsIgnoreCase)) {
            errors.add(
                    OwnHeaders.path(AUTHORIZATION),
                    "the header Authorization is made of the webhook's authentication; have one of"
                            + " them");
        }
        if (access.stream().anyMatch(name -> name.startsWith(TLS))
                && !"https".equalsIgnoreCase(url.getScheme())) {
            errors.add("tls", "tls needs a url that begins with https://");
        }
    }
}
