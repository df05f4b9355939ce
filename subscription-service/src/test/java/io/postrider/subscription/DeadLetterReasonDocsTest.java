package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.DeadLetterReason;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whoever reads a reason somewhere finds it explained. */
class DeadLetterReasonDocsTest {

    private static final List<String> CODES =
            Arrays.stream(DeadLetterReason.values()).map(DeadLetterReason::code).toList();

    @Test
    void openApiNamesAll() {
        JsonNode document = new YAMLMapper().readTree(Path.of("src/main/resources/openapi.yml"));

        assertThat(
                        document.at("/components/schemas/DeadLetterReason/enum")
                                .valueStream()
                                .map(JsonNode::asString))
                .containsExactlyElementsOf(CODES);
    }

    @Test
    void theGuidesNameAll() throws IOException {
        String architecture = Files.readString(Path.of("../docs/architecture.md"));
        String api = Files.readString(Path.of("../docs/api.md"));

        for (String code : CODES) {
            assertThat(architecture).contains("| `" + code + "` | ");
            assertThat(api.substring(api.indexOf("## Dead letters"))).contains("`" + code + "`");
        }
    }
}
