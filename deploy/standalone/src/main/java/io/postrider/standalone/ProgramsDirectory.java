package io.postrider.standalone;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The directory that PostgreSQL's programs are unpacked into, once for all data directories of a
 * user.
 */
final class ProgramsDirectory {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private ProgramsDirectory() {}

    /**
     * Returns the given directory, or {@code postrider} in the user's cache directory (XDG Base
     * Directory Specification). Where that one cannot be used, the programs are kept with the data.
     *
     * @throws CannotStartException when the given directory cannot be used
     */
    static Path of(@Nullable Path given, Path data) {
        if (given != null) {
            try {
                return owned(given.toAbsolutePath().normalize());
            } catch (IOException e) {
                throw new CannotStartException(
                        "The cache directory %s cannot be used: %s".formatted(given, e), e);
            }
        }
        try {
            return owned(userCache().resolve("postrider"));
        } catch (IOException _) {
            return data.resolve("programs");
        }
    }

    private static Path userCache() {
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        return xdg.isBlank()
                ? Path.of(System.getProperty("user.home", "/")).resolve(".cache")
                : Path.of(xdg);
    }

    /** Creates the directory, or checks that this user owns it: its programs will be run. */
    private static Path owned(Path directory) throws IOException {
        Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        // fails for the directory of another user
        Files.setPosixFilePermissions(directory, OWNER_ONLY);
        return directory;
    }
}
