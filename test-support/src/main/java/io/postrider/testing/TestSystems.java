package io.postrider.testing;

import io.postrider.embedded.Directories;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Decides between containers and the embedded systems, once per JVM; both are real servers. */
final class TestSystems {

    private static final String PROPERTY = "postrider.test.systems";
    private static final boolean CONTAINERS = !embeddedWanted() && dockerAnswers();
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private TestSystems() {}

    static boolean inContainers() {
        return CONTAINERS;
    }

    private static boolean embeddedWanted() {
        @Nullable String wanted = System.getProperty(PROPERTY);
        if (wanted == null) {
            wanted = System.getenv(PROPERTY.replace('.', '_').toUpperCase(Locale.ROOT));
        }
        return "embedded".equals(wanted);
    }

    private static boolean dockerAnswers() {
        return dockerMayBeThere() && DockerClientFactory.instance().isDockerAvailable();
    }

    /**
     * Testcontainers takes seconds and many words to find no engine; a missing socket takes none.
     */
    private static boolean dockerMayBeThere() {
        String home = System.getProperty("user.home", "/");
        @Nullable String runtime = System.getenv("XDG_RUNTIME_DIR");
        return System.getenv("DOCKER_HOST") != null
                || System.getProperty("os.name", "").startsWith("Windows")
                || Stream.of(
                                "/var/run/docker.sock",
                                home + "/.docker/run/docker.sock",
                                home + "/.docker/desktop/docker.sock",
                                home + "/.testcontainers.properties",
                                (runtime == null ? "/run" : runtime) + "/docker.sock")
                        .anyMatch(socket -> Files.exists(Path.of(socket)));
    }

    static Path temporaryDirectory(String name) {
        try {
            return Files.createTempDirectory("postrider-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's programs are unpacked once per user, not once per test run. */
    static Path binaries() {
        return sharedDirectory("binaries");
    }

    /** Returns a directory that the test runs of this user share. */
    static Path sharedDirectory(String name) {
        Path directory =
                Path.of(
                        System.getProperty("java.io.tmpdir", "/tmp"),
                        "postrider-%s-%s".formatted(name, System.getProperty("user.name")));
        try {
            Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            // fails when another user made it: their files are not ours to use
            Files.setPosixFilePermissions(directory, OWNER_ONLY);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path directory) {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T extends AutoCloseable> T closedAtExit(T system) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> {
                            try {
                                system.close();
                            } catch (Exception e) {
                                System.err.println("Left behind by the tests: " + e);
                            }
                        }));
        return system;
    }
}
