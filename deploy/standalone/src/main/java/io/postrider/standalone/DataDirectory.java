package io.postrider.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;

/** The one directory that holds all state: its version, its keys, and a folder for each system. */
final class DataDirectory {

    /** Grows when a change of layout makes older directories unreadable. */
    private static final String VERSION = "1";

    private static final String VERSION_FILE = "postrider-version";
    private static final String SECRETS_KEY = "secrets.key";
    private static final String ADMIN_KEY = "admin.key";
    private static final int KEY_BYTES = 32;

    private final Path root;
    private final boolean fresh;

    private DataDirectory(Path root, boolean fresh) {
        this.root = root;
        this.fresh = fresh;
    }

    /**
     * Opens the directory, making it when there is none.
     *
     * @throws CannotStartException when it holds another version, or something else altogether
     */
    static DataDirectory open(Path root) {
        try {
            Files.createDirectories(root);
            Path versionFile = root.resolve(VERSION_FILE);
            if (Files.exists(versionFile)) {
                refuseOtherVersion(root, Files.readString(versionFile).strip());
                return new DataDirectory(root, false);
            }
            refuseForeign(root);
            Files.writeString(versionFile, VERSION + "\n");
            return new DataDirectory(root, true);
        } catch (IOException e) {
            throw new CannotStartException(
                    "The data directory %s cannot be used: %s".formatted(root, e), e);
        }
    }

    private static void refuseOtherVersion(Path root, String found) {
        if (!found.equals(VERSION)) {
            throw new CannotStartException(
                    "The data directory %s was written by another version of Postrider (layout %s, this one uses %s): choose another with --data, or start the version that wrote it."
                            .formatted(root, found, VERSION));
        }
    }

    private static void refuseForeign(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            if (entries.anyMatch(entry -> !entry.endsWith(LogFile.FOLDER))) {
                throw new CannotStartException(
                        "The directory %s is not empty and holds no Postrider data: choose another with --data."
                                .formatted(root));
            }
        }
    }

    /** Whether it was made just now. */
    boolean isFresh() {
        return fresh;
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    /** The key that seals secrets; made on first use. */
    String secretsKey(SecureRandom random) {
        return keptIn(SECRETS_KEY, random, Base64.getEncoder());
    }

    /** The administrator's key; made on first use. */
    AdminKey adminKey(SecureRandom random) {
        Path file = root.resolve(ADMIN_KEY);
        boolean generated = !Files.exists(file);
        return new AdminKey.Kept(
                keptIn(ADMIN_KEY, random, Base64.getUrlEncoder().withoutPadding()),
                file,
                generated);
    }

    private String keptIn(String name, SecureRandom random, Base64.Encoder encoder) {
        Path file = root.resolve(name);
        try {
            if (!Files.exists(file)) {
                byte[] key = new byte[KEY_BYTES];
                random.nextBytes(key);
                writeForOwnerOnly(file, encoder.encodeToString(key));
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep " + file, e);
        }
    }

    private static void writeForOwnerOnly(Path file, String text) throws IOException {
        Path written = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(written);
        if (Files.getFileStore(file.toAbsolutePath().getParent())
                .supportsFileAttributeView("posix")) {
            Files.createFile(
                    written,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(written, text + "\n");
        Files.move(written, file);
    }
}
