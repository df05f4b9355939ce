package io.postrider.subscription.rest;

import io.postrider.model.SurrogatePairs;
import io.postrider.subscription.refusal.FieldError;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/**
 * Refuses strings of a request that have half of a surrogate pair, such as {@code "\ud800"}. JSON
 * allows them, but they have no form in UTF-8, so that neither Kafka nor PostgreSQL keeps them.
 */
final class WholePairs {

    private final List<FieldError> errors = new ArrayList<>();

    private WholePairs() {}

    /**
     * Checks every member name and string of the document.
     *
     * @throws RefusedException naming each field that is wrong
     */
    static void require(JsonNode document) {
        WholePairs pairs = new WholePairs();
        pairs.check("", document);
        if (!pairs.errors.isEmpty()) {
            throw new RefusedException(
                    new Refusal.Invalid(pairs.errors.getFirst().message(), pairs.errors));
        }
    }

    private void check(String path, JsonNode node) {
        if (node.isString()) {
            check(path, node.asString());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check("%s[%d]".formatted(path, i), node.get(i));
            }
        } else if (node.isObject()) {
            for (var member : node.properties()) {
                check(path.isEmpty() ? "the name of a member" : path, member.getKey());
                check(
                        path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                        member.getValue());
            }
        }
    }

    private void check(String path, String text) {
        try {
            SurrogatePairs.requireWhole(path, text);
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(path, String.valueOf(e.getMessage())));
        }
    }
}
