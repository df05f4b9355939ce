package io.postrider.e2e;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An operation of the API, as its OpenAPI document describes it.
 *
 * @param parameters resolved, of the path and of the operation
 * @param contents the media types of the request's body and what each is described as
 */
record ApiOperation(String method, String path, List<JsonNode> parameters, List<Content> contents) {

    private static final List<String> METHODS =
            List.of("get", "put", "post", "delete", "patch", "head", "options");

    /** One form of the body. */
    record Content(String type, JsonNode description) {}

    static List<ApiOperation> in(JsonNode document) {
        List<ApiOperation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> {
                    for (String method : METHODS) {
                        if (path.getValue().has(method)) {
                            operations.add(of(document, method, path.getKey(), path.getValue()));
                        }
                    }
                });
        return operations;
    }

    private static ApiOperation of(JsonNode document, String method, String path, JsonNode item) {
        JsonNode operation = item.get(method);
        List<JsonNode> parameters = new ArrayList<>();
        for (JsonNode owner : List.of(item, operation)) {
            owner.path("parameters")
                    .forEach(parameter -> parameters.add(resolved(document, parameter)));
        }
        List<Content> contents = new ArrayList<>();
        resolved(document, operation.path("requestBody"))
                .path("content")
                .properties()
                .forEach(
                        content -> contents.add(new Content(content.getKey(), content.getValue())));
        return new ApiOperation(method.toUpperCase(Locale.ROOT), path, parameters, contents);
    }

    /** Follows references within the document. */
    static JsonNode resolved(JsonNode document, JsonNode node) {
        JsonNode current = node;
        while (current.has("$ref")) {
            current = document.at(current.get("$ref").asString().substring(1));
        }
        return current;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
