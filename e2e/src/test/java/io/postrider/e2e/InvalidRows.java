package io.postrider.e2e;

import tools.jackson.databind.JsonNode;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The records that the API lists as unreadable, each as {@code topic:partition:offset}. */
final class InvalidRows {

    private InvalidRows() {}

    static Set<String> in(Api api) {
        Set<String> rows = new HashSet<>();
        String path = "/api/v1/invalid-records?limit=100";
        JsonNode page = api.getOk(path);
        while (true) {
            Api.elements(page).forEach(row -> rows.add(nameOf(row)));
            JsonNode next = page.get("next_cursor");
            if (!next.isString()) {
                return rows;
            }
            page =
                    api.getOk(
                            path
                                    + "&cursor="
                                    + URLEncoder.encode(next.asString(), StandardCharsets.UTF_8));
        }
    }

    private static String nameOf(JsonNode row) {
        return "%s:%d:%d"
                .formatted(
                        row.get("topic").asString(),
                        row.get("partition").asInt(),
                        row.get("offset").asLong());
    }
}
