package io.postrider.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real GitHub webhook payloads of the npm package {@code @octokit/webhooks-examples}. */
final class Payloads {

    private static final Path INDEX = Path.of(System.getProperty("postrider.payloads"));

    private Payloads() {}

    /** A payload as compact JSON text. */
    record Payload(String type, String json) {}

    static List<Payload> all() {
        List<Payload> payloads = new ArrayList<>();
        for (JsonNode event : new JsonMapper().readTree(INDEX.toFile())) {
            String type = "github." + event.get("name").asString();
            for (JsonNode example : event.get("examples")) {
                payloads.add(new Payload(type, example.toString()));
            }
        }
        return payloads;
    }
}
