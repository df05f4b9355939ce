package io.postrider.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The time of day as one process sees it, which a test may set while the process runs
 * (libfaketime). What measures how long something takes is left alone, as it is when somebody sets
 * a machine's clock.
 */
final class MovableClock {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path offset;

    /** A clock that is right, until it is moved. */
    MovableClock(Path directory) throws IOException {
        this.offset = directory.resolve("clock-offset");
        moveTo(Duration.ZERO);
    }

    /** What the process is started with. */
    Map<String, String> environment() throws IOException {
        return Map.of(
                "LD_PRELOAD",
                library().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                // libfaketime would take deadlines by the monotonic clock for past ones: every wait
                // of a thread would end at once
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0");
    }

    private static Path library() throws IOException {
        try (Stream<Path> architectures = Files.list(LIBRARIES)) {
            return Stream.concat(Stream.of(LIBRARIES, Path.of("/usr/lib64")), architectures)
                    .map(directory -> directory.resolve(LIBRARY))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "libfaketime is missing: ./postrider verify installs it"));
        }
    }

    /** So far from the right time, within about a second. */
    void moveTo(Duration away) throws IOException {
        Path written =
                Files.writeString(offset.resolveSibling("next"), "%+d".formatted(away.toSeconds()));
        // in one step: the process may read it just now
        Files.move(
                written,
                offset,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
