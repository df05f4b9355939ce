package io.postrider.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.FormatName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class FormatPropertiesTest {

    @Test
    void withoutADirectoryThereAreTheShippedFormats() {
        assertThat(new FormatProperties("").toCatalog().names()).contains(FormatName.STANDARD);
    }

    @Test
    void aServiceDoesNotStartOnAFormatThatIsWrong(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("own.yml"), "name: own\nbody: 7\n");

        assertThatThrownBy(() -> new FormatProperties(directory.toString()).toCatalog())
                .hasMessageContaining("own.yml, line 1, signature: is required");
    }
}
