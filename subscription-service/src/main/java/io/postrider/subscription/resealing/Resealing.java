package io.postrider.subscription.resealing;

import io.postrider.model.SubscriptionId;
import io.postrider.subscription.webhook.SigningKeys;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Optional;

/**
 * Seals anew what was sealed with a key that seals no more, subscription by subscription. Where it
 * was ended it goes on: what is done shows in what is sealed.
 */
public final class Resealing {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);
    private static final int PAGE = 200;

    private final SealedSubscriptions subscriptions;
    private final SigningKeys keys;

    public Resealing(SealedSubscriptions subscriptions, SigningKeys keys) {
        this.subscriptions = subscriptions;
        this.keys = keys;
    }

    /**
     * Looks at all subscriptions.
     *
     * @return how many are left that do not open
     */
    public int run() {
        int resealed = 0;
        int left = 0;
        Optional<SubscriptionId> after = Optional.empty();
        List<SubscriptionId> page = next(after);
        while (!page.isEmpty()) {
            for (SubscriptionId id : page) {
                if (reseal(id)) {
                    resealed++;
                } else {
                    left++;
                }
            }
            after = Optional.of(page.getLast());
            page = next(after);
        }
        if (resealed > 0) {
            subscriptions.note(keys.sealingKey(), resealed);
            log.info("sealed {} webhooks anew with key {}", resealed, keys.sealingKey());
        }
        return left;
    }

    private List<SubscriptionId> next(Optional<SubscriptionId> after) {
        return subscriptions.sealedOtherwise(keys.sealedPrefix(), after, PAGE);
    }

    private boolean reseal(SubscriptionId id) {
        try {
            subscriptions.reseal(id, keys::resealed);
            return true;
        } catch (IllegalArgumentException e) {
            log.error("the secrets of {} cannot be sealed anew: {}", id, e.getMessage());
            return false;
        }
    }
}
