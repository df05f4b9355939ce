package io.postrider.e2e;

import io.postrider.embedded.Directories;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One system for the tests that only use it, started at first use and stopped with the JVM. */
final class SharedPostrider {

    private static @Nullable Postrider shared;

    private SharedPostrider() {}

    static synchronized Postrider get() throws InterruptedException, IOException {
        Postrider running = shared;
        if (running == null) {
            Path data = Files.createTempDirectory("postrider-e2e");
            running = Postrider.up(data, "--no-demo");
            shared = running;
            Postrider started = running;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, data)));
        }
        return running;
    }

    private static void stop(Postrider started, Path data) {
        started.close();
        try {
            Directories.delete(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
