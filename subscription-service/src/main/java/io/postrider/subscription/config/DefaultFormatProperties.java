package io.postrider.subscription.config;

import io.postrider.model.FormatName;
import io.postrider.model.TenantId;
import io.postrider.model.format.FormatCatalog;
import io.postrider.subscription.webhook.Formats;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

import java.util.HashMap;
import java.util.Map;

/**
 * {@code postrider.formats.*}, what a webhook has that names no format.
 *
 * @param fallback {@code postrider.formats.default}
 * @param tenants {@code postrider.formats.tenants.<tenant>}, for all webhooks of the tenant
 */
@ConfigurationProperties("postrider.formats")
record DefaultFormatProperties(
        @Name("default") @DefaultValue("standard") String fallback,
        @DefaultValue Map<String, String> tenants) {

    Formats toFormats(FormatCatalog catalog) {
        Map<TenantId, FormatName> ofTenants = new HashMap<>();
        tenants.forEach((tenant, format) -> {
            String property = "postrider.formats.tenants." + tenant;
            ofTenants.put(new TenantId(tenant), known(catalog, property, format));
        });
        return new Formats(
                catalog, known(catalog, "postrider.formats.default", fallback), ofTenants);
    }

    private static FormatName known(FormatCatalog catalog, String property, String format) {
        try {
            return catalog.get(new FormatName(format)).name();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(property + ": " + e.getMessage(), e);
        }
    }
}
