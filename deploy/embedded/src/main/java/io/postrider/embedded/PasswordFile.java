package io.postrider.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The database's password, made at the first start and readable by its owner alone: without one,
 * every user of the machine could reach the port and act as the owner.
 */
record PasswordFile(Path file) {

    private static final int BYTES = 24;

    Path create() throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                file,
                Base64.getUrlEncoder().encodeToString(random) + "\n",
                StandardOpenOption.WRITE);
        return file;
    }

    String read() throws IOException {
        try {
            return Files.readString(file).strip();
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "The database's password is missing: restore " + file + " from its backup", e);
        }
    }
}
