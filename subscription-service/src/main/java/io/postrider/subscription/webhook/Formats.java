package io.postrider.subscription.webhook;

import io.postrider.model.FormatName;
import io.postrider.model.TenantId;
import io.postrider.model.format.Format;
import io.postrider.model.format.FormatCatalog;

import java.util.Map;
import java.util.Optional;

/**
 * The formats of the deployment, and which of them a webhook has that names none.
 *
 * @param fallback of tenants that have none of their own
 */
public record Formats(
        FormatCatalog catalog, FormatName fallback, Map<TenantId, FormatName> ofTenants) {

    public Formats {
        ofTenants = Map.copyOf(ofTenants);
    }

    /**
     * The format of the name.
     *
     * @throws IllegalArgumentException naming those there are
     */
    public Format get(String name) {
        return catalog.get(new FormatName(name));
    }

    Optional<Format> find(FormatName name) {
        return catalog.find(name);
    }

    /** What a new webhook of the tenant has. */
    public Format defaultFor(TenantId tenant) {
        return catalog.get(ofTenants.getOrDefault(tenant, fallback));
    }
}
