package io.postrider.embedded;

import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Kafka answers a fatal error, such as a disk it cannot write, by ending the process without a word
 * and without shutdown hooks. The process is not Kafka's here: it ends in order, after saying why.
 */
final class FatalErrors {

    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private FatalErrors() {}

    static void endTheProcessInOrder() {
        Exit.setExitProcedure(FatalErrors::end);
        Exit.setHaltProcedure(FatalErrors::end);
    }

    private static void end(int status, @Nullable String message) {
        String words =
                "The embedded Kafka broker met a fatal error and ends this process with status %d%s"
                        .formatted(status, message == null ? "" : ": " + message);
        LOG.error(words, new IllegalStateException(words));
        System.err.println(words);
        if (ENDING.compareAndSet(false, true)) {
            // another thread: shutdown hooks may wait for the broker thread that called
            Thread.ofPlatform().name("kafka-fatal-exit").start(() -> System.exit(status));
            Thread.ofPlatform().daemon().name("kafka-fatal-halt").start(() -> haltLater(status));
        }
    }

    private static void haltLater(int status) {
        try {
            Thread.sleep(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(status);
    }
}
