package io.postrider.e2e;

import io.postrider.embedded.Directories;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One system for the tests that kill or stop it, with all that earlier ones have left in it. It is
 * started at first use, and again for a test that finds it stopped.
 */
final class RestartedPostrider {

    private static @Nullable Postrider restarted;

    private RestartedPostrider() {}

    static synchronized Postrider running() throws InterruptedException, IOException {
        Postrider postrider = restarted;
        if (postrider == null) {
            Path data = Files.createTempDirectory("postrider-restarted");
            Postrider started = Postrider.up(data, "--no-demo");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(started)));
            restarted = started;
            return started;
        }
        if (!postrider.process().isAlive()) {
            postrider.startAgain();
        }
        return postrider;
    }

    private static void remove(Postrider postrider) {
        postrider.close();
        try {
            Directories.delete(postrider.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
