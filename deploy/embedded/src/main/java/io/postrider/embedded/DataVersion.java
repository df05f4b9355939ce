package io.postrider.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The major version of PostgreSQL that a data directory was made by. */
final class DataVersion {

    private DataVersion() {}

    static Optional<String> in(Path data) {
        try {
            return Optional.of(Files.readString(data.resolve("PG_VERSION")).strip());
        } catch (NoSuchFileException noDataYet) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void refuseAllBut(int major, Path data) {
        Optional<String> found = in(data);
        if (found.isPresent() && !found.get().equals(Integer.toString(major))) {
            throw new IllegalStateException(
                    "%s holds data of PostgreSQL %s, but this is PostgreSQL %d: move it with pg_dump or choose another directory"
                            .formatted(data, found.get(), major));
        }
    }
}
