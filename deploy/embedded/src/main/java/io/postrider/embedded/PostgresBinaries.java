package io.postrider.embedded;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** PostgreSQL's programs for this machine, unpacked once into a directory. */
final class PostgresBinaries {

    private static final int OWNER_EXECUTES = 0100;

    private PostgresBinaries() {}

    /** The directory that holds bin, lib and share. */
    static Path in(Path directory) {
        try {
            byte[] archive = archive();
            Path home = directory.resolve("postgres-" + digest(archive));
            if (!Files.isDirectory(home)) {
                unpackAside(archive, home);
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL into " + directory, e);
        }
    }

    private static byte[] archive() throws IOException {
        String machine = System.getProperty("os.arch", "");
        try (InputStream in =
                DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                        system(), machine.equals("amd64") ? "x86_64" : machine)) {
            return in.readAllBytes();
        }
    }

    private static String system() {
        return System.getProperty("os.name", "").startsWith("Mac") ? "Darwin" : "Linux";
    }

    private static String digest(byte[] archive) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A rename makes it visible whole: neither a crash nor a second process shows half of it. */
    private static void unpackAside(byte[] archive, Path home) throws IOException {
        Path aside = home.resolveSibling(".unpacking-" + UUID.randomUUID());
        try {
            unpack(archive, aside);
            Files.move(aside, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            Directories.delete(aside);
        }
    }

    private static void unpack(byte[] archive, Path target) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new ByteArrayInputStream(archive)))) {
            Files.createDirectories(target);
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(entry, tar, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path file)
            throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, file);
        if ((entry.getMode() & OWNER_EXECUTES) != 0 && !file.toFile().setExecutable(true, false)) {
            throw new IOException("Cannot make " + file + " executable");
        }
    }
}
