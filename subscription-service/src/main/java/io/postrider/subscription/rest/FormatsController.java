package io.postrider.subscription.rest;

import com.fasterxml.jackson.annotation.JsonProperty;

import io.postrider.model.format.Format;
import io.postrider.model.format.SecretStyle;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.webhook.Formats;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The formats that webhooks may have. */
@RestController
@RequestMapping("/api/v1/formats")
class FormatsController {

    private final Formats formats;

    FormatsController(Formats formats) {
        this.formats = formats;
    }

    record FormatsView(List<FormatView> data) {}

    /**
     * A format, with what holds for a webhook that says nothing else.
     *
     * @param isDefault whether a webhook has it that names none
     * @param headers those it sets
     * @param secret standard or text
     * @param overlap whether two secrets can sign a POST
     * @param maxAttempts that a webhook may ask for
     */
    record FormatView(
            String name,
            String description,
            @JsonProperty("default") boolean isDefault,
            List<String> headers,
            String secret,
            boolean overlap,
            WebhookView.RetryPolicyView retryPolicy,
            int maxAttempts,
            long timeoutMs,
            WebhookView.@Nullable RateLimitView rateLimit) {

        static FormatView of(Format format, boolean isDefault) {
            Format.Defaults defaults = format.defaults();
            return new FormatView(
                    format.name().value(),
                    format.description(),
                    isDefault,
                    List.copyOf(format.headers().keySet()),
                    switch (format.signature().secret()) {
                        case SecretStyle.Standard _ -> "standard";
                        case SecretStyle.Text _ -> "text";
                    },
                    format.signature().overlaps(),
                    WebhookView.RetryPolicyView.of(defaults.retry().schedule()),
                    defaults.retry().mostAttempts(),
                    defaults.timeout().toMillis(),
                    defaults.rateLimit().map(WebhookView.RateLimitView::of).orElse(null));
        }
    }

    @Needs(Scope.WEBHOOKS_READ)
    @GetMapping
    FormatsView list() {
        return new FormatsView(
                formats.catalog().formats().stream()
                        .map(format ->
                                FormatView.of(format, format.name().equals(formats.fallback())))
                        .toList());
    }
}
