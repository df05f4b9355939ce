package io.postrider.subscription.jsonschema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;

import io.postrider.subscription.eventtype.JsonSchemas;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The library of networknt. Each schema is read in a registry of its own, so that what one calls
 * itself is nothing to another, and nothing is fetched from anywhere.
 */
public final class NetworkntSchemas implements JsonSchemas {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> REFERENCES = List.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final String INNER = "#";
    private static final int MOST_KEPT = 1000;

    private final Map<String, Schema> kept = new ConcurrentHashMap<>();

    @Override
    public String checked(String schema) {
        JsonNode tree = JSON.readTree(schema);
        SpecificationVersion version = version(tree);
        requireInnerReferences(tree);
        List<Error> wrong =
                registry().getSchema(SchemaLocation.of(version.getDialectId())).validate(tree);
        if (!wrong.isEmpty()) {
            String at = path(wrong.getFirst().getInstanceLocation());
            throw new IllegalArgumentException(
                    "schema is not a JSON Schema: %s%s"
                            .formatted(
                                    at.isEmpty() ? "" : at + ": ", wrong.getFirst().getMessage()));
        }
        try {
            compile(tree);
        } catch (SchemaException | PatternSyntaxException e) {
            throw new IllegalArgumentException("schema cannot be used: " + e.getMessage(), e);
        }
        return schema;
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
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    }

    private static Schema compile(JsonNode tree) {
        Schema schema = registry().getSchema(tree);
        schema.initializeValidators();
        return schema;
    }

    @Override
    public List<Mismatch> mismatches(String schema, String value) {
        return compiled(schema).validate(JSON.readTree(value)).stream()
                .map(error -> new Mismatch(path(error.getInstanceLocation()), error.getMessage()))
                .toList();
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
