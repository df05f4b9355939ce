package io.postrider.subscription.webhook;

import io.postrider.model.SubscriptionId;
import io.postrider.model.format.Format;
import io.postrider.model.format.SecretStyle;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.refusal.RefusedException;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps format, own headers and secret of a subscription in tune with each other. */
public final class PostRules {

    private static final String SECRET = "secret";

    private final Formats formats;
    private final SigningKeys keys;
    private final AccessRules access;
    private final CredentialRules credentials;

    public PostRules(Formats formats, SigningKeys keys, CredentialRules credentials) {
        this.formats = formats;
        this.keys = keys;
        this.credentials = credentials;
        this.access = new AccessRules(keys);
    }

    SignatureScheme scheme(SigningChoice choice) {
        return keys.scheme(choice);
    }

    Signing seal(SignatureScheme scheme, SubscriptionId owner) {
        return keys.seal(scheme, owner);
    }

    /**
     * What POSTs of a new subscription look like.
     *
     * @throws RefusedException naming what does not go together
     */
    PostSettings first(Draft draft, SubscriptionId owner) {
        FieldErrors errors = new FieldErrors();
        Map<String, String> headers = new LinkedHashMap<>();
        draft.headers().forEach((name, value) -> headers.put(name, keys.seal(value, owner)));
        Map<String, String> proofs = access.apply(Map.of(), draft.access(), owner, errors);
        AccessRules.check(draft.settings().url(), headers.keySet(), proofs.keySet(), errors);
        credentials.requireEncryption(draft.settings().url(), headers.keySet(), proofs, errors);
        errors.refuseIfAny();
        return new PostSettings(draft.settings().post().format(), headers, proofs);
    }

    /**
     * The subscription's settings and signing after the change.
     *
     * @param before the settings that it had before the change; what is sealed belongs to their URL
     * @throws RefusedException naming every field that does not go with the rest
     */
    Subscription apply(Settings before, Subscription current, PostChange change, Instant now) {
        FieldErrors errors = new FieldErrors();
        Format after =
                change.format()
                        .map(choice -> choice.apply(current.tenant()))
                        .orElseGet(() -> formatOf(current));
        Settings settings = current.settings();
        DeliverySettings delivery = delivery(settings, after, change, errors);
        Map<String, String> headers =
                change.headers()
                        .map(given -> headers(given, current, errors))
                        .orElse(settings.post().sealedHeaders());
        OwnHeaders.checkNames(headers.keySet(), after, errors);
        Map<String, String> proofs =
                access.apply(settings.post().access(), change.access(), current.id(), errors);
        AccessRules.check(settings.url(), headers.keySet(), proofs.keySet(), errors);
        CredentialRules.requireAgain(before, settings.url(), change, errors);
        PostSettings post = new PostSettings(after.name(), headers, proofs);
        if (!settings.url().equals(before.url()) || !post.equals(before.post())) {
            credentials.requireEncryption(settings.url(), headers.keySet(), proofs, errors);
        }
        Signing signing = signing(current, after, change.secret(), errors);
        errors.refuseIfAny();
        return current.with(settings.withDelivery(delivery).withPost(post), signing, now);
    }

    Format formatOf(Subscription subscription) {
        return formats.find(subscription.settings().post().format())
                .orElseThrow(() ->
                        RefusedException.conflict(
                                "The webhook's format %s is no longer configured; change it to another"
                                        .formatted(subscription.settings().post().format())));
    }

    private DeliverySettings delivery(
            Settings settings, Format after, PostChange change, FieldErrors errors) {
        DeliverySettings moved =
                formats.find(settings.post().format())
                        .map(before ->
                                settings.delivery().moved(before.defaults(), after.defaults()))
                        .orElse(settings.delivery());
        return errors.check("retry_policy", () -> change.delivery().apply(moved, after.defaults()))
                .orElse(moved);
    }

    /** A header that is given as it is keeps its seal, so that nothing changes. */
    private Map<String, String> headers(
            Map<String, String> given, Subscription current, FieldErrors errors) {
        Map<String, String> known = current.settings().post().sealedHeaders();
        Map<String, String> sealed = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            String before = known.get(name);
            if (before != null && stays(value, before, current.id())) {
                sealed.put(name, before);
            } else if (value.equals(OwnHeaders.MASK)) {
                errors.add(
                        OwnHeaders.path(name),
                        "there is no header %s whose value could stay".formatted(name));
            } else {
                sealed.put(name, keys.seal(value, current.id()));
            }
        });
        return sealed;
    }

    private boolean stays(String value, String sealedBefore, SubscriptionId owner) {
        return value.equals(OwnHeaders.MASK) || value.equals(keys.open(sealedBefore, owner));
    }

    private Signing signing(
            Subscription current, Format after, Optional<String> secret, FieldErrors errors) {
        String before = keys.open(current.signing().current(), current.id());
        boolean given = secret.isPresent() && !secret.get().equals(before);
        if (!given && after.name().equals(current.settings().post().format())) {
            return current.signing();
        }
        Optional<SignatureScheme> scheme =
                errors.check(
                        given ? SECRET : "format",
                        () -> scheme(current, after, secret.orElse(before)));
        return given
                ? scheme.map(wanted -> keys.seal(wanted, current.id())).orElse(current.signing())
                : current.signing();
    }

    private static SignatureScheme scheme(Subscription current, Format format, String secret) {
        SigningMethod method = SigningChoice.checked(format, current.signing().method());
        SignatureScheme scheme = format.signature().secret().scheme(secret);
        if (SigningMethod.of(scheme) != method) {
            throw new IllegalArgumentException(
                    "secret must be one for %s, as the webhook's signature_scheme is"
                            .formatted(method.code()));
        }
        return scheme;
    }

    /**
     * What signs after the rotation.
     *
     * @throws RefusedException when the secret is none, or the format cannot carry two signatures
     */
    SignatureScheme next(Subscription current, Rotation rotation) {
        FieldErrors errors = new FieldErrors();
        Format format = formatOf(current);
        if (rotation.overlap().isPresent() && !format.signature().overlaps()) {
            errors.add(
                    "overlap",
                    "overlap is not possible in format %s: its POSTs have room for one signature only"
                            .formatted(format.name()));
        }
        SecretStyle style = format.signature().secret();
        SigningMethod method = current.signing().method();
        Optional<SignatureScheme> next =
                errors.check(
                        SECRET,
                        () ->
                                rotation.secret()
                                        .map(secret -> scheme(current, format, secret))
                                        .orElseGet(() ->
                                                keys.scheme(
                                                        new SigningChoice.Generated(
                                                                method, style))));
        errors.refuseIfAny();
        return next.orElseThrow(IllegalStateException::new);
    }
}
