package io.postrider.benchmarks.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What the system under test uses: its Java processes and its PostgreSQL server with all the
 * processes of that. Works on Linux; elsewhere there are no figures.
 *
 * <p>Memory is the highest resident set of each Java process plus the highest sum, looked at every
 * second, of what PostgreSQL's processes hold each for itself and of the memory they share.
 */
public final class UsageMeter implements AutoCloseable {

    private static final double KIB_PER_MIB = 1024;

    private final List<Long> javaProcesses;
    private final Path postmasterPid;
    private final AtomicLong postgresPeakKib = new AtomicLong();
    private final ScheduledExecutorService sampler =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("memory-sampler").daemon().factory());

    public UsageMeter(List<Long> javaProcesses, Path postmasterPid) {
        this.javaProcesses = List.copyOf(javaProcesses);
        this.postmasterPid = postmasterPid;
        if (Proc.isThere()) {
            var _ = sampler.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
        }
    }

    private void sample() {
        List<Long> processes = postgres().toList();
        long own = processes.stream().mapToLong(pid -> Proc.kibibytes(pid, "RssAnon")).sum();
        long shared =
                processes.stream()
                        .mapToLong(pid -> Proc.kibibytes(pid, "RssShmem"))
                        .max()
                        .orElse(0);
        postgresPeakKib.accumulateAndGet(own + shared, Math::max);
    }

    private Stream<Long> postgres() {
        Optional<ProcessHandle> postmaster = postmaster(postmasterPid);
        return postmaster.stream()
                .flatMap(server -> Stream.concat(Stream.of(server), server.children()))
                .map(ProcessHandle::pid);
    }

    static Optional<ProcessHandle> postmaster(Path pidFile) {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .map(Long::parseLong)
                    .flatMap(ProcessHandle::of);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Of the system, until now. */
    public Usage system() {
        LongStream java = javaProcesses.stream().mapToLong(pid -> Proc.cpuMicros(pid).orElse(0));
        LongStream living = postgres().mapToLong(pid -> Proc.cpuMicros(pid).orElse(0));
        LongStream ended =
                postmaster(postmasterPid).stream()
                        .mapToLong(server -> Proc.cpuMicrosOfEndedChildren(server.pid()).orElse(0));
        return new Usage(java.sum() + living.sum() + ended.sum());
    }

    /** Of this process, which makes the load and receives it, until now. */
    public static Usage ofLoad() {
        return new Usage(Proc.cpuMicros(ProcessHandle.current().pid()).orElse(0));
    }

    /** The system's peak, MiB. */
    public OptionalDouble peakMebibytes() {
        if (!Proc.isThere()) {
            return OptionalDouble.empty();
        }
        long java = javaProcesses.stream().mapToLong(pid -> Proc.kibibytes(pid, "VmHWM")).sum();
        return OptionalDouble.of((java + postgresPeakKib.get()) / KIB_PER_MIB);
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
