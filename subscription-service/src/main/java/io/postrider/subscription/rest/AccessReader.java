package io.postrider.subscription.rest;

import io.postrider.model.access.Authentication;
import io.postrider.model.access.EndpointAccess;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.AccessChange;
import io.postrider.subscription.webhook.EndpointUrl;

import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads what callers say of how requests to an endpoint prove whose they are. */
final class AccessReader {

    private static final String AUTHENTICATION = "authentication";
    private static final String TLS = "tls";
    private static final String TYPE = "type";

    static final FieldNames NAMES = FieldNames.orNull(AUTHENTICATION, TLS);

    /** What a type needs, and what it may have besides. */
    private record Shape(List<String> needed, List<String> optional) {}

    private static final Map<String, Shape> SHAPES =
            Map.of(
                    Authentication.Basic.TYPE,
                            new Shape(List.of("username", "password"), List.of()),
                    Authentication.Bearer.TYPE, new Shape(List.of("token"), List.of()),
                    Authentication.ClientCredentials.TYPE,
                            new Shape(
                                    List.of("token_url", "client_id", "client_secret"),
                                    List.of("scope", "audience")));
    private static final String TYPES =
            "%s, %s or %s"
                    .formatted(
                            Authentication.Basic.TYPE,
                            Authentication.Bearer.TYPE,
                            Authentication.ClientCredentials.TYPE);

    private static final int LONGEST = 4_000;
    private static final int LONGEST_PEM = 64_000;

    private final RequestFields fields;
    private final FieldErrors errors;
    private final EndpointUrl urls;

    AccessReader(RequestFields fields, FieldErrors errors, EndpointUrl urls) {
        this.fields = fields;
        this.errors = errors;
        this.urls = urls;
    }

    /** What is not named stays as it is; null takes it away. */
    AccessChange change() {
        Optional<Map<String, String>> authentication =
                fields.has(AUTHENTICATION)
                        ? Optional.of(
                                fields.object(AUTHENTICATION)
                                        .map(this::authentication)
                                        .orElse(Map.of()))
                        : Optional.empty();
        Optional<Map<String, String>> tls =
                fields.has(TLS)
                        ? Optional.of(fields.object(TLS).map(this::tls).orElse(Map.of()))
                        : Optional.empty();
        return new AccessChange(authentication, tls);
    }

    private Map<String, String> authentication(ObjectNode object) {
        String type = object.path(TYPE).stringValueOpt().orElse("");
        Shape shape = SHAPES.get(type);
        if (shape == null) {
            errors.add(EndpointAccess.TYPE, "authentication.type must be %s".formatted(TYPES));
            return Map.of();
        }
        List<String> allowed = new ArrayList<>(List.of(TYPE));
        allowed.addAll(shape.needed());
        allowed.addAll(shape.optional());
        RequestFields inner =
                new RequestFields(
                        object, FieldNames.of(allowed), EndpointAccess.AUTHENTICATION, errors);
        Map<String, String> values = new LinkedHashMap<>();
        values.put(EndpointAccess.TYPE, type);
        shape.needed().forEach(name -> require(inner, name, values));
        shape.optional().forEach(name -> take(inner, name, values));
        return values;
    }

    private void require(RequestFields inner, String name, Map<String, String> values) {
        inner.require(name);
        take(inner, name, values);
    }

    private void take(RequestFields inner, String name, Map<String, String> values) {
        String path = inner.path(name);
        inner.text(name)
                .flatMap(text -> errors.check(path, () -> checked(path, text)))
                .ifPresent(text -> values.put(path, text));
    }

    private String checked(String path, String text) {
        if (path.equals(EndpointAccess.TOKEN_URL)) {
            return urls.read(text, path).toString();
        }
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "%s must have 1 to %d characters".formatted(path, LONGEST));
        }
        if (path.equals(EndpointAccess.USERNAME) && text.indexOf(':') >= 0) {
            throw new IllegalArgumentException(path + " must not contain a colon");
        }
        boolean visible = path.equals(EndpointAccess.TOKEN);
        if (!text.chars()
                .allMatch(c -> visible ? c > ' ' && c <= '~' : !Character.isISOControl(c))) {
            throw new IllegalArgumentException(
                    visible
                            ? path + " must be of visible ASCII without spaces"
                            : path + " must not contain control characters");
        }
        return text;
    }

    private Map<String, String> tls(ObjectNode object) {
        RequestFields inner =
                new RequestFields(
                        object,
                        FieldNames.of("client_certificate", "client_key", "ca_certificates"),
                        EndpointAccess.TLS,
                        errors);
        Map<String, String> values = new LinkedHashMap<>();
        pem(inner, "client_certificate", PemText::checkedCertificates, values);
        pem(inner, "client_key", PemText::checkedKey, values);
        pem(inner, "ca_certificates", PemText::checkedCertificates, values);
        String chain = values.get(EndpointAccess.CLIENT_CERTIFICATE);
        String key = values.get(EndpointAccess.CLIENT_KEY);
        if (inner.value("client_certificate").isPresent()
                != inner.value("client_key").isPresent()) {
            errors.add(
                    chain == null ? EndpointAccess.CLIENT_CERTIFICATE : EndpointAccess.CLIENT_KEY,
                    "tls.client_certificate and tls.client_key must be given together");
        } else if (chain != null && key != null && !PemText.isMask(key)) {
            errors.check(EndpointAccess.CLIENT_KEY, () -> PemText.checkedPair(chain, key));
        }
        return values;
    }

    private void pem(
            RequestFields inner,
            String name,
            UnaryOperator<String> check,
            Map<String, String> values) {
        String path = inner.path(name);
        inner.text(name)
                .flatMap(text -> errors.check(path, () -> bounded(path, text)))
                .flatMap(text ->
                        errors.check(
                                path,
                                () -> {
                                    try {
                                        return check.apply(text);
                                    } catch (IllegalArgumentException e) {
                                        throw new IllegalArgumentException(
                                                path + " " + e.getMessage(), e);
                                    }
                                }))
                .ifPresent(text -> values.put(path, text));
    }

    private static String bounded(String path, String text) {
        if (text.length() > LONGEST_PEM) {
            throw new IllegalArgumentException(
                    "%s must have at most %d characters, not %d"
                            .formatted(path, LONGEST_PEM, text.length()));
        }
        return text;
    }
}
