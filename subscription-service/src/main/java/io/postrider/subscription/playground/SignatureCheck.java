package io.postrider.subscription.playground;

import io.postrider.model.signature.SignatureScheme;
import io.postrider.model.signature.StandardSignature;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.webhook.SigningKeys;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.Subscriptions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks requests as a receiver would that knows Standard Webhooks 1.0, with the secrets of the
 * webhooks that lead to the inbox or with one that is given. How old a request is does not matter.
 */
public final class SignatureCheck {

    private static final int MOST_WEBHOOKS = 20;

    private final Subscriptions subscriptions;
    private final SigningKeys keys;

    public SignatureCheck(Subscriptions subscriptions, SigningKeys keys) {
        this.subscriptions = subscriptions;
        this.keys = keys;
    }

    /** The webhooks within reach whose address is that of the inbox, 20 at most. */
    public List<Subscription> webhooksOf(Inbox inbox, Reach reach) {
        Reach whose = inbox.owner().map(Reach::of).orElse(reach);
        return subscriptions
                .list(
                        new Subscriptions.Query(
                                whose,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(inbox.path()),
                                Optional.empty(),
                                MOST_WEBHOOKS))
                .stream()
                .filter(it -> inbox.path().equals(it.settings().url().getPath()))
                .toList();
    }

    /** What signs for them. */
    public List<SignatureScheme> secretsOf(List<Subscription> webhooks) {
        return webhooks.stream().flatMap(this::secretsOf).toList();
    }

    private Stream<SignatureScheme> secretsOf(Subscription webhook) {
        try {
            return keys.secretsOf(webhook).stream();
        } catch (IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    public static SignatureVerdict check(ReceivedRequest request, List<SignatureScheme> secrets) {
        Optional<String> id = request.header(StandardSignature.ID_HEADER);
        Optional<String> timestamp = request.header(StandardSignature.TIMESTAMP_HEADER);
        Optional<String> signatures = request.header(StandardSignature.SIGNATURE_HEADER);
        if (id.isEmpty() || timestamp.isEmpty() || signatures.isEmpty()) {
            return SignatureVerdict.UNSIGNED;
        }
        if (!request.isWhole()) {
            return SignatureVerdict.TOO_LARGE;
        }
        if (secrets.isEmpty()) {
            return SignatureVerdict.NO_SECRET;
        }
        String head = id.get() + "." + timestamp.get() + ".";
        List<String> given = List.of(signatures.get().split(" "));
        boolean right =
                secrets.stream()
                        .map(secret -> signature(secret, head, request))
                        .anyMatch(wanted -> given.stream().anyMatch(it -> same(it, wanted)));
        return right ? SignatureVerdict.VALID : SignatureVerdict.INVALID;
    }

    private static String signature(SignatureScheme secret, String head, ReceivedRequest request) {
        byte[] raw = secret.sign(head.getBytes(StandardCharsets.UTF_8), request.body().bytes());
        return secret.version() + "," + Base64.getEncoder().encodeToString(raw);
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
