package io.postrider.subscription.rest;

import io.postrider.model.SubscriptionId;
import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.limit.LimitedAction;
import io.postrider.subscription.refusal.RefusedException;
import io.postrider.subscription.webhook.EndpointUrl;
import io.postrider.subscription.webhook.Formats;
import io.postrider.subscription.webhook.Subscription;
import io.postrider.subscription.webhook.SubscriptionService;
import io.postrider.subscription.webhook.SubscriptionService.Issued;
import io.postrider.subscription.webhook.Subscriptions;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Webhooks: made, read, changed, switched, deleted. */
@RestController
@RequestMapping(WebhookMounts.PATH)
class WebhooksController {

    private static final int LONGEST_SEARCH = 255;
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final SubscriptionService webhooks;
    private final Formats formats;
    private final EndpointUrl urls;
    private final ChangeAnswers answers;

    WebhooksController(
            SubscriptionService webhooks,
            Formats formats,
            EndpointUrl urls,
            ChangeAnswers answers) {
        this.webhooks = webhooks;
        this.formats = formats;
        this.urls = urls;
        this.answers = answers;
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @Limited(LimitedAction.CREATE_WEBHOOK)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> create(Caller caller, HttpServletRequest request)
            throws IOException {
        Issued created =
                webhooks.create(
                        caller,
                        WebhookReader.draft(RequestBodies.object(request), formats, urls, caller));
        Subscription webhook = created.subscription();
        return answers.of(
                webhook,
                ResponseEntity.created(URI.create(request.getRequestURI() + "/" + webhook.id())),
                WebhookView.of(webhook, created.secret()));
    }

    @Needs(Scope.WEBHOOKS_READ)
    @GetMapping
    Page<WebhookView> list(
            Caller caller,
            @RequestParam Optional<String> tenant,
            @RequestParam Optional<String> active,
            @RequestParam Optional<String> paused,
            @RequestParam Optional<String> search,
            @RequestParam Optional<String> cursor,
            @RequestParam Optional<String> limit) {
        int count = Page.limit(limit);
        List<Subscription> found =
                webhooks.list(
                        new Subscriptions.Query(
                                caller.reach()
                                        .narrowed(Parameters.read("tenant", tenant, TenantId::new)),
                                Parameters.read(
                                        "active", active, text -> Parameters.flag("active", text)),
                                Parameters.read(
                                        "paused", paused, text -> Parameters.flag("paused", text)),
                                Parameters.read("search", search, WebhooksController::searched),
                                Page.mark(cursor, SubscriptionId::new),
                                count + 1));
        return Page.of(found, count, WebhookView::of, webhook -> List.of(webhook.id().value()));
    }

    private static String searched(String text) {
        if (text.length() > LONGEST_SEARCH) {
            throw new IllegalArgumentException(
                    "search must have at most %d characters".formatted(LONGEST_SEARCH));
        }
        return Parameters.clean(text);
    }

    @Needs(Scope.WEBHOOKS_READ)
    @GetMapping("/{id}")
    ResponseEntity<WebhookView> get(Caller caller, @PathVariable String id) {
        Subscription webhook = webhooks.get(caller.reach(), idOf(id));
        return ResponseEntity.ok().eTag(versionTag(webhook)).body(WebhookView.of(webhook));
    }

    /** Integration guides put what is to change and no more, so PUT does what PATCH does. */
    @Needs(Scope.WEBHOOKS_WRITE)
    @RequestMapping(
            path = "/{id}",
            method = {RequestMethod.PATCH, RequestMethod.PUT},
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<WebhookView> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
            HttpServletRequest request)
            throws IOException {
        SubscriptionId webhook = idOf(id);
        OptionalLong expected = expectedVersion(ifMatch);
        return answers.changed(
                webhooks.change(
                        caller,
                        webhook,
                        WebhookReader.change(
                                RequestBodies.object(request), formats, urls, expected)));
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(Caller caller, @PathVariable String id) {
        SubscriptionId webhook = idOf(id);
        webhooks.delete(caller, webhook);
        return answers.deleted(webhook);
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @PostMapping("/{id}/enable")
    ResponseEntity<WebhookView> enable(Caller caller, @PathVariable String id) {
        return answers.changed(webhooks.enable(caller, idOf(id)));
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @PostMapping("/{id}/disable")
    ResponseEntity<WebhookView> disable(Caller caller, @PathVariable String id) {
        return answers.changed(webhooks.disable(caller, idOf(id)));
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @PostMapping("/{id}/pause")
    ResponseEntity<WebhookView> pause(Caller caller, @PathVariable String id) {
        return answers.changed(webhooks.pause(caller, idOf(id)));
    }

    @Needs(Scope.WEBHOOKS_WRITE)
    @PostMapping("/{id}/resume")
    ResponseEntity<WebhookView> resume(Caller caller, @PathVariable String id) {
        return answers.changed(webhooks.resume(caller, idOf(id)));
    }

    static SubscriptionId idOf(String id) {
        return Parameters.id("webhook", id, () -> new SubscriptionId(id));
    }

    private static OptionalLong expectedVersion(Optional<String> ifMatch) {
        if (ifMatch.isEmpty() || ifMatch.get().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher tag = VERSION.matcher(ifMatch.get());
        if (!tag.matches()) {
            throw RefusedException.parameter(
                    HttpHeaders.IF_MATCH, "If-Match must be the ETag of an earlier answer, or *");
        }
        return OptionalLong.of(Long.parseLong(tag.group(1)));
    }

    static String versionTag(Subscription webhook) {
        return "\"" + webhook.revision().version() + "\"";
    }
}
