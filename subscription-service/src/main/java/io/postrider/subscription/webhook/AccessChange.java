package io.postrider.subscription.webhook;

import io.postrider.model.access.EndpointAccess;

import java.util.Map;
import java.util.Optional;

/**
 * What its owner asks to change about how requests to the endpoint prove whose they are.
 *
 * @param authentication all there is to be of it, by the paths of {@link EndpointAccess}; empty to
 *     take it away. A masked value stays as it is
 * @param tls the same for TLS
 */
public record AccessChange(
        Optional<Map<String, String>> authentication, Optional<Map<String, String>> tls) {

    /** Nothing is to change. */
    public static final AccessChange NONE = new AccessChange(Optional.empty(), Optional.empty());

    public AccessChange {
        authentication = authentication.map(Map::copyOf);
        tls = tls.map(Map::copyOf);
    }
}
