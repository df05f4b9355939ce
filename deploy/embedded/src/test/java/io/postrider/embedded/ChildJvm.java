package io.postrider.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A JVM of its own that owns an embedded system, to be killed without warning. */
final class ChildJvm {

    private static final String READY = "ready";

    private ChildJvm() {}

    /** Runs the owner in a child until it says it is ready, then kills it as kill -9 does. */
    static void runAndKill(Class<?> owner, Path directory, int port) {
        try {
            Process child =
                    new ProcessBuilder(
                                    ProcessHandle.current().info().command().orElseThrow(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    owner.getName(),
                                    directory.toString(),
                                    Integer.toString(port))
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            awaitReady(child);
            child.destroyForcibly().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitReady(Process child) throws IOException {
        try (BufferedReader output = child.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(READY)) {
                    return;
                }
            }
        }
        throw new IllegalStateException("The child ended before it was ready");
    }

    /** Called in the child: the system is up, wait for the end. */
    static void readyToBeKilled() throws IOException {
        System.out.println(READY);
        if (System.in.read() < 0) {
            Runtime.getRuntime().halt(1); // the parent is gone
        }
    }
}
