package io.postrider.model.filter;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Parses the text of a filter, within its bounds of length and depth. */
final class FilterJson {

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(FilterLimits.MAX_LENGTH)
                                    .build())
                    .build();
    private static final JsonMapper MAPPER =
            JsonMapper.builder(FACTORY)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private FilterJson() {}

    /**
     * The filter as a tree. A name that an object has twice is refused, and numbers are exact.
     *
     * @throws IllegalArgumentException saying what is wrong and what is allowed
     */
    static ObjectNode parse(String json) {
        if (json.length() > FilterLimits.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "filter must have at most %d characters, not %d"
                            .formatted(FilterLimits.MAX_LENGTH, json.length()));
        }
        try {
            checkDepth(json);
            JsonNode tree = MAPPER.readTree(json);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "filter is not an event pattern: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("filter must be a JSON object");
    }

    private static void checkDepth(String json) {
        int depth = 0;
        int deepest = 0;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    deepest = Math.max(deepest, ++depth);
                } else if (token.isStructEnd()) {
                    depth--;
                }
            }
        }
        if (deepest > FilterLimits.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "filter must be nested at most %d levels deep, not %d"
                            .formatted(FilterLimits.MAX_DEPTH, deepest));
        }
    }
}
