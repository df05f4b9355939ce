package io.postrider.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

@Timeout(60)
class StageThreadsTest {

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @Test
    void interruptsAThreadThatWaitsForSomething() throws InterruptedException {
        Thread waiting =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                release.await();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });

        StageThreads.end(waiting, AT_ONCE);

        waiting.join();
        assertThat(release.getCount()).isEqualTo(1);
    }

    @Test
    void leavesAThreadThatHeedsNoInterrupt() throws InterruptedException {
        Thread deaf =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> {
                            while (release.getCount() > 0) {
                                LockSupport.parkNanos(1_000_000);
                            }
                        });

        StageThreads.end(deaf, AT_ONCE);

        assertThat(deaf.isAlive()).isTrue();
        release.countDown();
        deaf.join();
    }

    @Test
    void doesNotWaitForAThreadThatWasNeverStarted() throws InterruptedException {
        StageThreads.end(Thread.ofPlatform().unstarted(() -> {}), Duration.ofDays(1));
    }
}
