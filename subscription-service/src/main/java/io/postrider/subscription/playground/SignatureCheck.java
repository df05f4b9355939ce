package io.postrider.subscription.playground;

import io.postrider.model.FormatName;
import io.postrider.model.format.Format;
import io.postrider.model.format.FormatCatalog;
import io.postrider.model.format.PostCheck;
import io.postrider.model.format.PostCheck.Result;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.webhook.SigningKeys;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.Subscriptions;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks requests as a receiver would that knows the formats of the webhooks that lead to the
 * inbox, with their secrets or with one that is given. How old a request is does not matter.
 */
public final class SignatureCheck {

    private static final int MOST_WEBHOOKS = 20;

    private final Subscriptions subscriptions;
    private final SigningKeys keys;
    private final FormatCatalog formats;

    public SignatureCheck(Subscriptions subscriptions, SigningKeys keys, FormatCatalog formats) {
        this.subscriptions = subscriptions;
        this.keys = keys;
        this.formats = formats;
    }

    /**
     * Who may have signed a request.
     *
     * @param secrets none where they do not open
     */
    public record Signer(Format format, List<SignatureScheme> secrets) {

        public Signer {
            secrets = List.copyOf(secrets);
        }

        private Result check(ReceivedRequest request) {
            return new PostCheck(format).check(request.headers(), request.body().bytes(), secrets);
        }
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

    /** What signs for them; where there is none, nobody in the standard format. */
    public List<Signer> signersOf(List<Subscription> webhooks) {
        List<Signer> signers =
                webhooks.stream()
                        .flatMap(webhook ->
                                formatOf(webhook)
                                        .map(format ->
                                                new Signer(format, secretsOf(webhook, format)))
                                        .stream())
                        .toList();
        return signers.isEmpty() ? List.of(new Signer(standard(), List.of())) : signers;
    }

    private Optional<Format> formatOf(Subscription webhook) {
        return formats.find(webhook.settings().post().format());
    }

    private Format standard() {
        return formats.get(FormatName.STANDARD);
    }

    private List<SignatureScheme> secretsOf(Subscription webhook, Format format) {
        try {
            return keys.secretsOf(webhook, format.signature().secret());
        } catch (IllegalArgumentException _) {
            return List.of();
        }
    }

    /**
     * Who may have signed with the secret, in one of the formats of these webhooks.
     *
     * @throws IllegalArgumentException saying which secrets are allowed, when none of them can
     */
    public List<Signer> signersWith(String secret, List<Subscription> webhooks) {
        Set<Format> possible =
                webhooks.stream()
                        .flatMap(webhook -> formatOf(webhook).stream())
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        List<Signer> able =
                possible.stream().flatMap(format -> signerWith(secret, format)).toList();
        return able.isEmpty()
                ? List.of(signing(secret, possible.stream().findFirst().orElseGet(this::standard)))
                : able;
    }

    private static Stream<Signer> signerWith(String secret, Format format) {
        try {
            return Stream.of(signing(secret, format));
        } catch (IllegalArgumentException _) {
            return Stream.empty();
        }
    }

    private static Signer signing(String secret, Format format) {
        return new Signer(format, List.of(format.signature().secret().scheme(secret)));
    }

    /** The best that can be said, were it signed by one of these. */
    public static SignatureVerdict check(ReceivedRequest request, List<Signer> signers) {
        Set<Result> results = EnumSet.noneOf(Result.class);
        boolean isAnyKnown = false;
        for (Signer signer : signers) {
            Result result = signer.check(request);
            results.add(result);
            isAnyKnown |= result != Result.UNSIGNED && !signer.secrets().isEmpty();
        }
        if (results.equals(EnumSet.of(Result.UNSIGNED))) {
            return SignatureVerdict.UNSIGNED;
        }
        if (!request.isWhole()) {
            return SignatureVerdict.TOO_LARGE;
        }
        if (results.contains(Result.VALID)) {
            return SignatureVerdict.VALID;
        }
        if (!isAnyKnown) {
            return SignatureVerdict.NO_SECRET;
        }
        return results.contains(Result.INVALID)
                ? SignatureVerdict.INVALID
                : SignatureVerdict.UNCHECKABLE;
    }
}
