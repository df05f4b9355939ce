package io.postrider.model.topic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The table of topics in the documentation says what the code does. */
class TopicTableTest {

    private static final Path ARCHITECTURE = Path.of("../docs/architecture.md");

    @Test
    void theDocumentedTopicsAreTheOnesThereAre() throws IOException {
        List<String> documented =
                Files.readAllLines(ARCHITECTURE).stream()
                        .dropWhile(line -> !line.equals("## Topics"))
                        .dropWhile(line -> !line.startsWith("|---"))
                        .skip(1)
                        .takeWhile(line -> line.startsWith("|"))
                        .toList();

        assertThat(documented)
                .containsExactlyElementsOf(
                        Arrays.stream(Topic.values()).map(TopicTableTest::row).toList());
    }

    private static String row(Topic topic) {
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        topic.shortName(),
                        topic.key(),
                        topic.value(),
                        topic.writtenBy(),
                        topic.readBy());
    }
}
