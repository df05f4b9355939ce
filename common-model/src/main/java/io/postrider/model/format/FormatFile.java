package io.postrider.model.format;

import io.postrider.model.FormatName;
import io.postrider.model.RateLimit;
import io.postrider.model.RequestHeader;
import io.postrider.model.format.Format.Defaults;
import io.postrider.model.retry.RetrySchedule;
import io.postrider.model.retry.ShortDuration;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads a format from YAML. */
final class FormatFile {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String JSON = "application/json";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private FormatFile() {}

    /**
     * The format that the text says.
     *
     * @param file what messages call it
     * @throws InvalidFormatException naming file, line and field
     */
    static Format parse(String file, String text) {
        YamlValue root = YamlValue.parse(file, text);
        var fields =
                root.fields(
                        "name",
                        "description",
                        "body",
                        "headers",
                        "signature",
                        "retry",
                        "timeout",
                        "rate_limit");
        SignatureRule signature = fields.required("signature").read(FormatFile::signature);
        Map<String, Template> headers = fields.required("headers").read(FormatFile::headers);
        if (headers.values().stream().noneMatch(value -> value.has(Placeholder.SIGNATURE))) {
            throw fields.required("headers").wrong("one of them must hold ${signature}");
        }
        return new Format(
                fields.required("name").read(value -> new FormatName(value.text())),
                fields.optional("description").map(YamlValue::text).orElse(""),
                fields.required("body").read(FormatFile::body),
                headers,
                signature,
                root.read(_ ->
                        new Defaults(
                                fields.required("retry").read(FormatFile::retry),
                                fields.optional("timeout")
                                        .map(value -> value.read(FormatFile::timeout))
                                        .orElse(TIMEOUT),
                                fields.optional("rate_limit")
                                        .map(value -> value.read(FormatFile::rateLimit)))));
    }

    private static BodyRule body(YamlValue value) {
        var fields = value.fields("template", "serialization", "event_id_prefix");
        return new BodyRule(
                fields.required("template").read(BodyFile::template),
                fields.required("serialization").choice(Serialization.class),
                fields.optional("event_id_prefix")
                        .map(prefix -> prefix.read(it -> new EventIdStyle(it.text()))));
    }

    private static Map<String, Template> headers(YamlValue value) {
        Map<String, Template> headers = new LinkedHashMap<>();
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        value.members()
                .forEach((name, template) -> {
                    if (!names.add(name)) {
                        throw template.wrong("is there twice: names of headers have no case");
                    }
                    headers.put(name, template.read(it -> header(name, it.text())));
                });
        if (!names.contains(CONTENT_TYPE)) {
            headers.put(CONTENT_TYPE, Template.parse(JSON, Placeholder.Place.HEADER));
        }
        return headers;
    }

    private static Template header(String name, String text) {
        var _ = new RequestHeader(name, text);
        return Template.parse(text, Placeholder.Place.HEADER);
    }

    private static SignatureRule signature(YamlValue value) {
        var fields =
                value.fields(
                        "secret", "secret_prefix", "content", "encoding", "value", "separator");
        return new SignatureRule(
                secret(fields),
                fields.required("content").read(template(Placeholder.Place.CONTENT)),
                fields.required("encoding").choice(SignatureRule.Encoding.class),
                fields.required("value").read(template(Placeholder.Place.SIGNATURE)),
                fields.optional("separator").map(YamlValue::text));
    }

    private static Function<YamlValue, Template> template(Placeholder.Place place) {
        return value -> Template.parse(value.text(), place);
    }

    private enum Secret {
        STANDARD,
        TEXT
    }

    private static SecretStyle secret(YamlValue.Fields fields) {
        Optional<YamlValue> prefix = fields.optional("secret_prefix");
        return switch (fields.required("secret").choice(Secret.class)) {
            case STANDARD -> {
                if (prefix.isPresent()) {
                    throw prefix.get().wrong("goes with secret: text only");
                }
                yield new SecretStyle.Standard();
            }
            case TEXT ->
                    prefix.map(value -> value.read(it -> new SecretStyle.Text(it.text())))
                            .orElseGet(() -> new SecretStyle.Text(""));
        };
    }

    private static RetryRule retry(YamlValue value) {
        var fields = value.fields("delays", "jitter", "multiplier", "most_attempts", "on");
        double jitter = fields.optional("jitter").map(FormatFile::number).orElse(0.0);
        RetrySchedule schedule =
                value.read(_ ->
                        new RetrySchedule(
                                fields.required("delays").elements().stream()
                                        .map(delay ->
                                                delay.read(it -> ShortDuration.parse(it.text())))
                                        .toList(),
                                jitter));
        return new RetryRule(
                schedule,
                fields.optional("multiplier").map(FormatFile::number).orElse(2.0),
                fields.optional("most_attempts")
                        .map(FormatFile::wholeNumber)
                        .orElse(RetrySchedule.MOST_DELAYS + 1),
                fields.optional("on")
                        .map(on -> on.read(it -> RetryOn.of(it.texts())))
                        .orElse(RetryOn.ANY));
    }

    private static Duration timeout(YamlValue value) {
        return ShortDuration.parse(value.text());
    }

    private static RateLimit rateLimit(YamlValue value) {
        var fields = value.fields("deliveries", "period");
        return new RateLimit(
                wholeNumber(fields.required("deliveries")),
                fields.required("period").read(it -> ShortDuration.parse(it.text())));
    }

    private static double number(YamlValue value) {
        try {
            return Double.parseDouble(value.text());
        } catch (NumberFormatException _) {
            throw value.wrong("must be a number, not '" + value.text() + "'");
        }
    }

    private static int wholeNumber(YamlValue value) {
        try {
            return Integer.parseInt(value.text());
        } catch (NumberFormatException _) {
            throw value.wrong("must be a whole number, not '" + value.text() + "'");
        }
    }
}
