package io.postrider.subscription.rest;

import io.postrider.model.EventSelection;
import io.postrider.model.EventTypePattern;
import io.postrider.model.TenantId;
import io.postrider.model.format.Format;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.webhook.AccessChange;
import io.postrider.subscription.webhook.Change;
import io.postrider.subscription.webhook.DeliverySettings;
import io.postrider.subscription.webhook.Draft;
import io.postrider.subscription.webhook.EndpointUrl;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.PostChange;
import io.postrider.subscription.webhook.PostSettings;
import io.postrider.subscription.webhook.Settings;
import io.postrider.subscription.webhook.SigningChoice;

import tools.jackson.databind.node.ObjectNode;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Reads what callers say of a webhook. */
final class WebhookReader {

    private static final FieldNames SETTINGS =
            FieldNames.orNull("name")
                    .and(FieldNames.of("url"))
                    .and(FieldNames.orNull("description"))
                    .and(SelectionReader.NAMES)
                    .and(FieldNames.of("active", "paused", "test_mode"))
                    .and(DeliverySettingsReader.NAMES)
                    .and(PostReader.NAMES)
                    .and(AccessReader.NAMES);
    private static final FieldNames CHANGE =
            SETTINGS.and(ReadOnlyFields.names(WebhookView.READ_ONLY));
    private static final FieldNames DRAFT =
            SETTINGS.and(FieldNames.of("tenant", "signature_scheme"));

    private final FieldErrors errors = new FieldErrors();
    private final RequestFields fields;
    private final SelectionReader selection;
    private final PostReader post;
    private final AccessReader access;
    private final EndpointUrl urls;

    private WebhookReader(ObjectNode body, FieldNames allowed, Formats formats, EndpointUrl urls) {
        this.urls = urls;
        this.fields = new RequestFields(body, allowed, "", errors);
        this.selection = new SelectionReader(fields, errors);
        this.post = new PostReader(fields, errors, formats);
        this.access = new AccessReader(fields, errors, urls);
    }

    /**
     * A new webhook.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    static Draft draft(ObjectNode body, Formats formats, EndpointUrl urls, Caller caller) {
        return new WebhookReader(body, DRAFT, formats, urls).readDraft(caller);
    }

    /**
     * A change: absent fields stay as they are, null takes a value away. Read-only fields may be
     * there as they are.
     *
     * @throws io.postrider.subscription.refusal.RefusedException naming every field that is wrong
     */
    static Change change(
            ObjectNode body, Formats formats, EndpointUrl urls, OptionalLong expectedVersion) {
        return new WebhookReader(body, CHANGE, formats, urls).readChange(expectedVersion);
    }

    private Draft readDraft(Caller caller) {
        fields.require("url");
        fields.require("events");
        TenantId tenant = caller.owner(checked("tenant", TenantId::new));
        Format format = post.format(tenant);
        Optional<SigningChoice> signing = post.signing(format);
        Map<String, String> headers = post.headers(format);
        Settings settings = settings(format);
        AccessChange proofs = access.change();
        boolean active = fields.flag("active").orElse(true);
        boolean paused = fields.flag("paused").orElse(false);
        errors.refuseIfAny();
        return new Draft(
                tenant,
                settings,
                headers,
                proofs,
                active,
                paused,
                signing.orElseThrow(IllegalStateException::new));
    }

    private Settings settings(Format format) {
        DeliverySettings usual = DeliverySettings.of(format.defaults());
        return new Settings(
                checked("name", Settings::checkedName),
                url().orElse(URI.create("")),
                checked("description", Settings::checkedDescription),
                selection.types().map(this::withFilter).orElse(EventSelection.NOTHING),
                errors.check("retry_policy", () -> delivery().apply(usual, format.defaults()))
                        .orElse(usual),
                new PostSettings(format.name(), Map.of()),
                fields.flag("test_mode").orElse(false));
    }

    private EventSelection withFilter(Set<EventTypePattern> types) {
        return new EventSelection(types, selection.filter());
    }

    private Change readChange(OptionalLong expectedVersion) {
        List<UnaryOperator<Settings>> changes = new ArrayList<>();
        Optional<String> name = checked("name", Settings::checkedName);
        when("name", changes, settings -> settings.withName(name));
        Optional<String> description = checked("description", Settings::checkedDescription);
        when("description", changes, settings -> settings.withDescription(description));
        url().ifPresent(url -> changes.add(settings -> settings.withUrl(url)));
        selection
                .types()
                .ifPresent(types ->
                        changes.add(settings ->
                                settings.withSelection(
                                        new EventSelection(
                                                types, settings.selection().contentPattern()))));
        Optional<String> filter = selection.filter();
        when(
                "filter",
                changes,
                settings ->
                        settings.withSelection(
                                new EventSelection(settings.selection().types(), filter)));
        fields.flag("test_mode")
                .ifPresent(on -> changes.add(settings -> settings.withTestMode(on)));
        PostChange posts = post.change(delivery(), access.change());
        Optional<Boolean> active = fields.flag("active");
        Optional<Boolean> paused = fields.flag("paused");
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
                paused,
                expectedVersion,
                current -> WebhookView.of(current).readOnly().requireUnchanged(fields));
    }

    private void when(
            String name, List<UnaryOperator<Settings>> changes, UnaryOperator<Settings> change) {
        if (fields.has(name)) {
            changes.add(change);
        }
    }

    private Optional<URI> url() {
        return checked("url", text -> urls.read(text, "url"));
    }

    private <T> Optional<T> checked(String name, Function<String, T> read) {
        return fields.text(name).flatMap(text -> errors.check(name, () -> read.apply(text)));
    }

    private PostChange.DeliveryChange delivery() {
        return new DeliverySettingsReader(fields, errors).change();
    }
}
