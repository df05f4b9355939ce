package io.postrider.subscription.rest;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.TenantId;
import io.postrider.model.format.Format;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.Change;
import io.postrider.subscription.webhook.ContentPattern;
import io.postrider.subscription.webhook.DeliverySettings;
import io.postrider.subscription.webhook.Draft;
import io.postrider.subscription.webhook.EndpointUrl;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.PostChange;
import io.postrider.subscription.webhook.PostSettings;
import io.postrider.subscription.webhook.Settings;
import io.postrider.subscription.webhook.SigningChoice;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Reads what callers say of a webhook. */
final class WebhookReader {

    private static final List<String> SETTINGS =
            join(
                    List.of(
                            "name",
                            "url",
                            "description",
                            "events",
                            "filter",
                            "active",
                            "test_mode"),
                    join(DeliverySettingsReader.ALLOWED, PostReader.ALLOWED));
    private static final List<String> DRAFT = join(SETTINGS, List.of("tenant", "signature_scheme"));

    private final FieldErrors errors = new FieldErrors();
    private final RequestFields fields;

    private final PostReader post;

    private WebhookReader(ObjectNode body, List<String> allowed, Formats formats) {
        this.fields = new RequestFields(body, allowed, "", errors);
        this.post = new PostReader(fields, errors, formats);
    }

    private static List<String> join(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    /**
     * A new webhook.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    static Draft draft(ObjectNode body, Formats formats, Caller caller) {
        return new WebhookReader(body, DRAFT, formats).readDraft(caller);
    }

    /**
     * A change: absent fields stay as they are, null takes a value away.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    static Change change(ObjectNode body, Formats formats, OptionalLong expectedVersion) {
        return new WebhookReader(body, SETTINGS, formats).readChange(expectedVersion);
    }

    private Draft readDraft(Caller caller) {
        require("url");
        require("events");
        TenantId tenant = caller.owner(checked("tenant", TenantId::new));
        Format format = post.format(tenant);
        Optional<SigningChoice> signing = post.signing(format);
        Map<String, String> headers = post.headers(format);
        Settings settings = settings(format);
        boolean active = fields.flag("active").orElse(true);
        errors.refuseIfAny();
        return new Draft(
                tenant, settings, headers, active, signing.orElseThrow(IllegalStateException::new));
    }

    private Settings settings(Format format) {
        DeliverySettings usual = DeliverySettings.of(format.defaults());
        return new Settings(
                checked("name", Settings::checkedName),
                checked("url", EndpointUrl::parse).orElse(URI.create("")),
                checked("description", Settings::checkedDescription),
                types().map(this::withFilter).orElse(EventSelection.NOTHING),
                errors.check("retry_policy", () -> delivery().apply(usual, format.defaults()))
                        .orElse(usual),
                new PostSettings(format.name(), Map.of()),
                fields.flag("test_mode").orElse(false));
    }

    private EventSelection withFilter(Set<EventTypePattern> types) {
        return new EventSelection(types, filter());
    }

    private void require(String name) {
        if (fields.value(name).isEmpty()) {
            errors.add(name, "'%s' is required".formatted(name));
        }
    }

    private Change readChange(OptionalLong expectedVersion) {
        List<UnaryOperator<Settings>> changes = new ArrayList<>();
        Optional<String> name = checked("name", Settings::checkedName);
        when("name", changes, settings -> settings.withName(name));
        Optional<String> description = checked("description", Settings::checkedDescription);
        when("description", changes, settings -> settings.withDescription(description));
        notNull("url");
        checked("url", EndpointUrl::parse)
                .ifPresent(url -> changes.add(settings -> settings.withUrl(url)));
        notNull("events");
        types().ifPresent(types ->
                changes.add(settings ->
                        settings.withSelection(
                                new EventSelection(types, settings.selection().contentPattern()))));
        Optional<String> filter = filter();
        when(
                "filter",
                changes,
                settings ->
                        settings.withSelection(
                                new EventSelection(settings.selection().types(), filter)));
        notNull("test_mode");
        fields.flag("test_mode")
                .ifPresent(on -> changes.add(settings -> settings.withTestMode(on)));
        notNull("secret");
        PostChange posts = post.change(delivery());
        notNull("active");
        Optional<Boolean> active = fields.flag("active");
        errors.refuseIfAny();
        return new Change(
                settings -> {
                    Settings changed = settings;
                    for (UnaryOperator<Settings> change : changes) {
                        changed = change.apply(changed);
                    }
                    return changed;
                },
                posts,
                active,
                expectedVersion);
    }

    private void when(
            String name, List<UnaryOperator<Settings>> changes, UnaryOperator<Settings> change) {
        if (fields.has(name)) {
            changes.add(change);
        }
    }

    private void notNull(String name) {
        if (fields.has(name) && fields.value(name).isEmpty()) {
            errors.add(name, "'%s' must not be null".formatted(name));
        }
    }

    private <T> Optional<T> checked(String name, Function<String, T> read) {
        return fields.text(name).flatMap(text -> errors.check(name, () -> read.apply(text)));
    }

    private Optional<Set<EventTypePattern>> types() {
        Optional<List<String>> given = fields.texts("events");
        if (given.isPresent() && given.get().isEmpty()) {
            errors.add("events", "events must name at least one event type");
        }
        return given.flatMap(texts -> {
            Set<EventTypePattern> patterns = new LinkedHashSet<>();
            for (int i = 0; i < texts.size(); i++) {
                String text = texts.get(i);
                errors.check("events[%d]".formatted(i), () -> new EventTypePattern(text))
                        .ifPresent(patterns::add);
            }
            return patterns.isEmpty() ? Optional.empty() : Optional.of(patterns);
        });
    }

    private Optional<String> filter() {
        return fields.object("filter")
                .map(JsonNode::toString)
                .flatMap(json -> errors.check("filter", () -> ContentPattern.checked(json)));
    }

    private PostChange.DeliveryChange delivery() {
        return new DeliverySettingsReader(fields, errors).change();
    }
}
