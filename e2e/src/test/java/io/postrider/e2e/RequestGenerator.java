package io.postrider.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postrider.e2e.FuzzRequest.Header;
import io.postrider.e2e.FuzzRequest.Kind;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests of what the OpenAPI document says, in three degrees of malice. */
final class RequestGenerator {

    private static final JsonMapper JSON = new JsonMapper();

    /** The beginning of a string, for {@link String#replaceFirst}. */
    private static final String LONE_SURROGATE = "\":\"\\\\ud800";

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

    private final List<ApiOperation> operations;
    private final KnownThings known;
    private final FuzzCallers callers;
    private final String url;
    private final Chance chance;
    private final SchemaSamples samples;
    private final FilterSamples filters;
    private final JsonMutator json;
    private final RequestMalice malice;

    /**
     * A generator.
     *
     * @param known what paths may lead to
     * @param url where webhooks may point
     */
    RequestGenerator(
            JsonNode document, KnownThings known, FuzzCallers callers, String url, Chance chance) {
        this.operations = ApiOperation.in(document);
        this.known = known;
        this.callers = callers;
        this.url = url;
        this.chance = chance;
        this.samples = new SchemaSamples(document, chance);
        this.filters = new FilterSamples(chance);
        this.json = new JsonMutator(chance);
        this.malice = new RequestMalice(chance, json);
    }

    List<ApiOperation> operations() {
        return operations;
    }

    FuzzRequest next(int number) {
        FuzzRequest valid = valid(operations.get(number % operations.size()));
        return switch (chance.below(10)) {
            case 0, 1 -> valid;
            case 2, 3, 4, 5 -> nearlyValid(valid);
            case 6, 7, 8 -> malice.hostile(valid).as(Kind.HOSTILE);
            default -> malice.broken(valid).as(Kind.BROKEN);
        };
    }

    private FuzzRequest valid(ApiOperation operation) {
        List<Header> headers = new ArrayList<>();
        headers.add(new Header("Host", "localhost"));
        headers.addAll(callers.one(operation, chance));
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.get("name").asString();
            boolean wanted = parameter.path("required").asBoolean(false) || chance.oneIn(3);
            if (wanted && parameter.get("in").asString().equals("query")) {
                query.append(query.isEmpty() ? '?' : '&');
                query.append(name).append('=').append(encoded(value(parameter)));
            } else if (wanted && parameter.get("in").asString().equals("header")) {
                headers.add(new Header(name, value(parameter)));
            }
        }
        byte[] body = new byte[0];
        if (!operation.contents().isEmpty()) {
            ApiOperation.Content content = chance.of(operation.contents());
            headers.add(new Header("Content-Type", content.type()));
            body = JSON.writeValueAsBytes(body(content.description()));
        }
        return new FuzzRequest(operation, path(operation) + query, headers, body);
    }

    private String path(ApiOperation operation) {
        // most of what is there stays there
        int found = operation.method().equals("DELETE") ? 1 : 7;
        return PARAMETER
                .matcher(operation.path())
                .replaceAll(
                        name -> Matcher.quoteReplacement(encoded(inPath(name.group(1), found))));
    }

    private String inPath(String name, int foundInEight) {
        List<String> values = known.of(name);
        return values.isEmpty() || chance.below(8) >= foundInEight
                ? chance.letters(20)
                : chance.of(values);
    }

    private String value(JsonNode parameter) {
        JsonNode sample =
                parameter.has("example")
                        ? parameter.get("example")
                        : samples.of(parameter.path("schema"));
        return sample.isString() ? sample.asString() : sample.toString();
    }

    private JsonNode body(JsonNode description) {
        JsonNode body =
                description.has("example") && !chance.oneIn(3)
                        ? description.get("example").deepCopy()
                        : samples.of(description.path("schema"));
        harmless(body);
        if (chance.oneIn(2)) {
            filter(description.path("schema"), body);
        }
        return body;
    }

    /** Where the body may have a filter, it gets one, and so does the data to try it on. */
    private void filter(JsonNode schema, JsonNode body) {
        if (body instanceof ObjectNode object && samples.hasProperty(schema, "filter")) {
            object.set("filter", filters.filter());
            if (object.path("event") instanceof ObjectNode event) {
                event.set("data", filters.data());
            }
        }
    }

    /** Nothing is to be sent to strangers, nor every event to every webhook. */
    private void harmless(JsonNode body) {
        if (body instanceof ObjectNode object) {
            if (object.path("url").isString()) {
                object.put("url", url);
            }
            if (object.path("events").isArray()) {
                object.putArray("events").add("fuzz." + chance.letters(6));
            }
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private FuzzRequest nearlyValid(FuzzRequest valid) {
        FuzzRequest changed =
                switch (chance.below(4)) {
                    case 0 -> valid.withTarget(withOddQuery(valid));
                    case 1 -> valid.withTarget(withOddPath(valid));
                    default ->
                            valid.body().length == 0
                                    ? valid.withTarget(withOddQuery(valid))
                                    : valid.withBody(mutated(valid.body()));
                };
        return changed.as(Kind.NEARLY_VALID);
    }

    private byte[] mutated(byte[] body) {
        JsonNode mutated = JSON.readTree(body);
        for (int i = chance.from(1, 2); i > 0; i--) {
            mutated = json.mutate(mutated);
        }
        String text = JSON.writeValueAsString(mutated);
        return (chance.oneIn(20) ? text.replaceFirst("\":\"", LONE_SURROGATE) : text)
                .getBytes(UTF_8);
    }

    private String withOddQuery(FuzzRequest request) {
        List<String> names = new ArrayList<>(List.of(chance.letters(5)));
        request.operation().parameters().stream()
                .filter(parameter -> parameter.get("in").asString().equals("query"))
                .forEach(parameter -> names.add(parameter.get("name").asString()));
        return request.target()
                + (request.target().contains("?") ? "&" : "?")
                + chance.of(names)
                + "="
                + encoded(chance.text());
    }

    private String withOddPath(FuzzRequest request) {
        return PARAMETER
                .matcher(request.operation().path())
                .replaceAll(_ -> Matcher.quoteReplacement(encoded(chance.text())));
    }
}
