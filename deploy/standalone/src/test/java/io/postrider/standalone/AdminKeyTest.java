package io.postrider.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;

class AdminKeyTest {

    private final SecureRandom random = new SecureRandom();

    @Test
    void isShownWhenItIsGeneratedAndNotAgain(@TempDir Path root) {
        DataDirectory data = DataDirectory.open(root);

        AdminKey first = data.adminKey(random);
        AdminKey later = DataDirectory.open(root).adminKey(random);

        assertThat(later.text()).isEqualTo(first.text()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(first.shown()).contains(first.text(), "admin.key");
        assertThat(later.shown()).doesNotContain(first.text()).contains("admin.key");
        assertThat(first.inShell() + later.inShell()).doesNotContain(first.text());
    }

    @Test
    void isKeptInAFileForItsOwnerAlone(@TempDir Path root) throws IOException {
        AdminKey key = DataDirectory.open(root).adminKey(random);

        Path file = root.resolve("admin.key");
        assertThat(Files.readString(file).strip()).isEqualTo(key.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void isNotShownWhenItIsSet() {
        AdminKey key = new AdminKey.Given("a-key-from-the-environment");

        assertThat(key.shown() + key.inShell())
                .doesNotContain(key.text())
                .contains("POSTRIDER_ADMIN_KEY");
    }
}
