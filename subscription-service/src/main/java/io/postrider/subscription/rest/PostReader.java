package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.model.format.Format;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.AccessChange;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.OwnHeaders;
import io.postrider.subscription.webhook.PostChange;
import io.postrider.subscription.webhook.SigningChoice;
import io.postrider.subscription.webhook.SigningMethod;

import tools.jackson.databind.node.ObjectNode;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what callers say of the look of POSTs and of what signs them. */
final class PostReader {

    private static final String FORMAT = "format";
    private static final String HEADERS = "headers";
    private static final String SECRET = "secret";
    private static final String SIGNATURE_SCHEME = "signature_scheme";

    static final FieldNames NAMES = FieldNames.of(SECRET).and(FieldNames.orNull(FORMAT, HEADERS));

    private final RequestFields fields;
    private final FieldErrors errors;
    private final Formats formats;

    PostReader(RequestFields fields, FieldErrors errors, Formats formats) {
        this.fields = fields;
        this.errors = errors;
        this.formats = formats;
    }

    /** The format asked for, or else the tenant's. */
    Format format(TenantId tenant) {
        return named().orElseGet(() -> formats.defaultFor(tenant));
    }

    private Optional<Format> named() {
        return fields.text(FORMAT).flatMap(name -> errors.check(FORMAT, () -> formats.get(name)));
    }

    Optional<SigningChoice> signing(Format format) {
        Optional<SigningMethod> method =
                fields.text(SIGNATURE_SCHEME)
                        .flatMap(code ->
                                errors.check(
                                        SIGNATURE_SCHEME,
                                        () ->
                                                SigningChoice.checked(
                                                        format, SigningMethod.ofCode(code))));
        Optional<String> secret = fields.text(SECRET);
        return errors.check(SECRET, () -> SigningChoice.of(format, method, secret));
    }

    /** Headers in the format whose values may be masks. */
    Map<String, String> shownHeaders(Format format) {
        Map<String, String> headers = headers();
        OwnHeaders.checkNames(headers.keySet(), format, errors);
        return headers;
    }

    /** Headers of a new webhook in the format. */
    Map<String, String> headers(Format format) {
        Map<String, String> headers = shownHeaders(format);
        headers.forEach((name, value) -> {
            if (value.equals(OwnHeaders.MASK)) {
                errors.add(
                        HEADERS + "." + name,
                        "the value of header %s is a mask, not a value".formatted(name));
            }
        });
        return headers;
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<ObjectNode> given = fields.object(HEADERS);
        given.ifPresent(object ->
                object.forEachEntry((name, value) -> {
                    if (value.isString()) {
                        headers.put(name, value.stringValue());
                    } else {
                        errors.add(HEADERS + "." + name, "a header's value must be a string");
                    }
                }));
        OwnHeaders.check(headers, errors);
        return headers;
    }

    PostChange change(PostChange.DeliveryChange delivery, AccessChange access) {
        Optional<Format> named = named();
        Optional<Function<TenantId, Format>> format =
                fields.has(FORMAT)
                        ? Optional.of(tenant -> named.orElseGet(() -> formats.defaultFor(tenant)))
                        : Optional.empty();
        Optional<Map<String, String>> headers =
                fields.has(HEADERS) ? Optional.of(headers()) : Optional.empty();
        return new PostChange(format, delivery, headers, access, fields.text(SECRET));
    }
}
