package io.postrider.subscription.config;

import io.postrider.model.FormatName;
import io.postrider.model.format.Format;
import io.postrider.model.format.FormatCatalog;
import io.postrider.subscription.webhook.Subscription;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * {@code postrider.ping.*}.
 *
 * @param formats whose new webhooks get a {@code ping}; {@code *} for all
 */
@ConfigurationProperties("postrider.ping")
record PingProperties(@DefaultValue("project-44") List<String> formats) {

    private static final String ALL = "*";

    /** Whether a new webhook is greeted. */
    Predicate<Subscription> toChoice(FormatCatalog catalog) {
        if (formats.contains(ALL)) {
            return _ -> true;
        }
        Set<String> known =
                catalog.formats().stream()
                        .map(Format::name)
                        .map(FormatName::value)
                        .collect(Collectors.toCollection(TreeSet::new));
        for (String name : formats) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "postrider.ping.formats names '%s'; there are %s, and * for all"
                                .formatted(name, String.join(", ", known)));
            }
        }
        Set<String> chosen = Set.copyOf(formats);
        return webhook -> chosen.contains(webhook.snapshot().format().value());
    }
}
