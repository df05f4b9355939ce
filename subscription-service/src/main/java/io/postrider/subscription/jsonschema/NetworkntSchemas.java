package io.postrider.subscription.jsonschema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.ValidationLimitExceededException;
import com.networknt.schema.path.NodePath;

import io.postrider.subscription.eventtype.JsonSchemas;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The library of networknt. Each schema is read in a registry of its own, so that what one calls
 * itself is nothing to another, and nothing is fetched from anywhere. Numbers are compared as
 * decimals. A check takes {@value #MAX_STEPS} steps at most, each of one keyword, {@value
 * #MAX_DEPTH} of them within each other.
 */
public final class NetworkntSchemas implements JsonSchemas {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final long MAX_STEPS = 2_000_000;
    private static final int MAX_DEPTH = 2_000;
    private static final int MAX_EXPONENT = 1_000;
    private static final String TOO_COSTLY =
            "takes too many steps to check; simplify the schema or its patterns, or send less data";
    private static final SchemaRegistryConfig CONFIG =
            SchemaRegistryConfig.builder()
                    .regularExpressionFactory(new BoundedPatterns())
                    .executionContextCustomizer((context, _) -> limit(context))
                    .build();

    /** One value of each type: a schema that fails to end on all of them refers to itself. */
    private static final List<String> PROBES = List.of("null", "true", "0", "\"\"", "[]", "{}");

    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final String INNER = "#";
    private static final int MOST_KEPT = 1000;

    private final Map<String, Schema> kept = new ConcurrentHashMap<>();

    @Override
    public String checked(String schema) {
        JsonNode tree = JSON.readTree(schema);
        SpecificationVersion version = version(tree);
        requireInnerReferences(tree);
        outOfBounds(tree, "")
                .ifPresent(number -> {
                    throw new IllegalArgumentException(
                            "schema has a number whose exponent is not -%d to %d, at %s"
                                    .formatted(MAX_EXPONENT, MAX_EXPONENT, number));
                });
        List<Error> wrong =
                errors(registry().getSchema(SchemaLocation.of(version.getDialectId())), tree)
                        .orElseThrow(() -> new IllegalArgumentException("schema " + TOO_COSTLY));
        if (!wrong.isEmpty()) {
            String at = path(wrong.getFirst().getInstanceLocation());
            throw new IllegalArgumentException(
                    "schema is not a JSON Schema: %s%s"
                            .formatted(
                                    at.isEmpty() ? "" : at + ": ", wrong.getFirst().getMessage()));
        }
        try {
            requireEnd(compile(tree));
        } catch (SchemaException | PatternSyntaxException e) {
            throw new IllegalArgumentException("schema cannot be used: " + e.getMessage(), e);
        }
        return schema;
    }

    private static void requireEnd(Schema schema) {
        if (PROBES.stream().anyMatch(probe -> errors(schema, JSON.readTree(probe)).isEmpty())) {
            throw new IllegalArgumentException(
                    "schema must not refer to itself without end; a reference to itself must stand"
                            + " below properties, items or the like");
        }
    }

    private static void limit(ExecutionContext context) {
        context.executionConfig(
                config -> config.maxEvaluationSteps(MAX_STEPS).maxEvaluationDepth(MAX_DEPTH));
    }

    /** What does not fit; nothing when that takes too many steps to say. */
    private static Optional<List<Error>> errors(Schema schema, JsonNode value) {
        try {
            return Optional.of(BoundedPatterns.within(() -> schema.validate(value)));
        } catch (ValidationLimitExceededException | BoundedPatterns.TooCostlyException _) {
            return Optional.empty();
        } catch (StackOverflowError _) {
            return Optional.empty();
        }
    }

    /** The first number whose digits, written out, would fill the memory. */
    private static Optional<String> outOfBounds(JsonNode node, String path) {
        if (node.isBigDecimal()) {
            BigDecimal number = node.decimalValue();
            long exponent = (long) number.precision() - number.scale() - 1;
            return Math.abs(exponent) > MAX_EXPONENT ? Optional.of(path) : Optional.empty();
        }
        if (node instanceof ObjectNode object) {
            return object.propertyStream()
                    .flatMap(member ->
                            outOfBounds(
                                    member.getValue(),
                                    path.isEmpty() ? member.getKey() : path + "." + member.getKey())
                                    .stream())
                    .findFirst();
        }
        return IntStream.range(0, node.size())
                .boxed()
                .flatMap(i -> outOfBounds(node.path(i), path + "[" + i + "]").stream())
                .findFirst();
    }

    private static SpecificationVersion version(JsonNode schema) {
        if (!schema.isObject()) {
            throw new IllegalArgumentException("schema must be a JSON object");
        }
        JsonNode named = schema.path("$schema");
        if (named.isMissingNode()) {
            return SpecificationVersion.DRAFT_2020_12;
        }
        return Optional.of(named)
                .filter(JsonNode::isString)
                .flatMap(name -> SpecificationVersion.fromDialectId(name.stringValue()))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "schema has a $schema that is not known; allowed are "
                                        + Arrays.stream(SpecificationVersion.values())
                                                .map(SpecificationVersion::getDialectId)
                                                .collect(Collectors.joining(", "))));
    }

    private static void requireInnerReferences(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String reference : REFERENCES) {
                JsonNode target = object.path(reference);
                if (target.isString() && !target.stringValue().startsWith(INNER)) {
                    throw new IllegalArgumentException(
                            "schema must not refer to anything outside of itself, like '%s'"
                                    .formatted(target.stringValue()));
                }
            }
        }
        node.forEach(NetworkntSchemas::requireInnerReferences);
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(CONFIG));
    }

    private static Schema compile(JsonNode tree) {
        Schema schema = registry().getSchema(tree);
        schema.initializeValidators();
        return schema;
    }

    @Override
    public List<Mismatch> mismatches(String schema, String value) {
        JsonNode tree = JSON.readTree(value);
        Optional<String> outOfBounds = outOfBounds(tree, "");
        if (outOfBounds.isPresent()) {
            return List.of(
                    new Mismatch(
                            outOfBounds.get(),
                            "the exponent of a number must be -%d to %d"
                                    .formatted(MAX_EXPONENT, MAX_EXPONENT)));
        }
        return errors(compiled(schema), tree)
                .map(errors ->
                        errors.stream()
                                .map(error ->
                                        new Mismatch(
                                                path(error.getInstanceLocation()),
                                                error.getMessage()))
                                .toList())
                .orElseGet(() -> List.of(new Mismatch("", TOO_COSTLY)));
    }

    private Schema compiled(String schema) {
        Schema known = kept.get(schema);
        if (known != null) {
            return known;
        }
        Schema fresh = compile(JSON.readTree(schema));
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(schema, fresh);
        return fresh;
    }

    private static String path(NodePath location) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            switch (location.getElement(i)) {
                case Integer index -> path.append('[').append(index).append(']');
                case Object name -> path.append(path.isEmpty() ? "" : ".").append(name);
            }
        }
        return path.toString();
    }
}
