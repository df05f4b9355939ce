package io.postrider.model.wire;

import io.postrider.model.FormatName;
import io.postrider.model.SubscriptionId;

/**
 * A webhook has a format that is not configured in this process, though it was where the webhook
 * was made: the operator's to repair.
 */
public final class UnknownFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownFormatException(FormatName format, SubscriptionId webhook) {
        super(
                "webhook %s has the format '%s', which is not in postrider.formats.directory here"
                        .formatted(webhook, format));
    }
}
