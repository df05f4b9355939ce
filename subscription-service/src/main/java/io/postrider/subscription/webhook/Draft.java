package io.postrider.subscription.webhook;

import io.postrider.model.TenantId;

/** A subscription as its owner asks for it. */
public record Draft(TenantId tenant, Settings settings, boolean active, SigningChoice signing) {}
