package io.postrider.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that stay free while nothing listens on them: before a start, while a server is down, or
 * for good. They are below the range that systems use for outgoing connections: a port of that
 * range may be taken by any connection meanwhile, even by that of a client which tries to reach the
 * server that is down.
 *
 * <p>Test JVMs that run side by side share the range. Each claims blocks of ports by locking a
 * file, and the operating system releases the lock when the JVM ends.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int BLOCK_SIZE = 100;
    private static final int BLOCKS = 120;

    /** Reachable, so that they are held until this JVM ends. */
    private static final List<FileLock> LOCKS = new ArrayList<>();

    private static int next;
    private static int end;

    private FreePorts() {}

    /** Returns a port that this JVM has not been given before. */
    public static synchronized int next() {
        while (true) {
            if (next == end) {
                next = claimBlock();
                end = next + BLOCK_SIZE;
            }
            int port = next++;
            if (isFree(port)) {
                return port;
            }
        }
    }

    /** Returns the first port of a block that no other JVM has claimed. */
    private static int claimBlock() {
        int start = ThreadLocalRandom.current().nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int block = (start + i) % BLOCKS;
            if (claim(block)) {
                return FIRST + block * BLOCK_SIZE;
            }
        }
        throw new IllegalStateException(
                "every block of ports from %d on is claimed".formatted(FIRST));
    }

    private static boolean claim(int block) {
        Path file = TestSystems.sharedDirectory("ports").resolve(String.valueOf(block));
        try {
            @SuppressWarnings("resource") // closing it would release the lock
            FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock claimed = channel.tryLock();
            if (claimed == null) {
                channel.close();
                return false;
            }
            LOCKS.add(claimed);
            return true;
        } catch (OverlappingFileLockException _) {
            // a block that this JVM has used up
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket _ = new ServerSocket(port)) {
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
