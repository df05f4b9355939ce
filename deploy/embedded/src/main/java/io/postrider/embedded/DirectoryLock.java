package io.postrider.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process per data directory. The operating system holds the lock, not the file: whatever ends
 * the process releases it, and a file left behind prevents nothing.
 */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock on(Path directory, String what) {
        try {
            Files.createDirectories(directory);
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve("postrider.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!isFree(channel)) {
                channel.close();
                throw new DirectoryInUseException(directory, what);
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + directory + " as data directory", e);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
