package io.postrider.embedded;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A PostgreSQL server beside this process, on the loopback address, that keeps what it commits. It
 * is a process of its own: when this one is killed it lives on, and the next start on the same
 * directory takes over from it. No shutdown hook is registered: the owner closes it, last.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    public static final int MAJOR_VERSION = 18;

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String WHAT = "a PostgreSQL server";
    private static final String NAME = "postrider";

    /**
     * Port 0 picks a free one; settings are PostgreSQL's own and win over the built-in ones.
     * Programs are unpacked under {@code binaries}, which must be writable by this user alone.
     */
    public record Config(Path directory, Path binaries, int port, Map<String, String> settings) {
        public Config {
            directory = directory.toAbsolutePath().normalize();
            binaries = binaries.toAbsolutePath().normalize();
            settings = Map.copyOf(settings);
        }

        public static Config in(Path directory) {
            return new Config(directory, directory.resolve("binaries"), 0, Map.of());
        }

        public Config onPort(int port) {
            return new Config(directory, binaries, port, settings);
        }

        public Config withBinariesIn(Path binaries) {
            return new Config(directory, binaries, port, settings);
        }

        public Config with(String setting, String value) {
            Map<String, String> more = new LinkedHashMap<>(settings);
            more.put(setting, value);
            return new Config(directory, binaries, port, more);
        }

        Path data() {
            return directory.resolve("data");
        }
    }

    private record Running(PostgresTools tools, ProcessHandle server, DirectoryLock lock) {}

    private final Config config;
    private int port;
    private String password = "";
    private @Nullable Running running;

    private EmbeddedDatabase(Config config) {
        this.config = config;
        this.port = config.port();
    }

    public static EmbeddedDatabase started(Config config) {
        EmbeddedDatabase database = new EmbeddedDatabase(config);
        database.start();
        return database;
    }

    /** The major version that wrote the data under this directory, if there is any. */
    public static Optional<String> versionOfDataIn(Path directory) {
        return DataVersion.in(Config.in(directory).data());
    }

    /** Starts again on the same port and data; nothing happens while it runs. */
    public synchronized void start() {
        if (running != null) {
            return;
        }
        long begun = System.nanoTime();
        DataVersion.refuseAllBut(MAJOR_VERSION, config.data());
        DirectoryLock lock = DirectoryLock.on(config.directory(), WHAT);
        try {
            running = startServer(lock);
        } catch (IOException e) {
            lock.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
        LOG.info(
                "PostgreSQL {} on port {} started in {} ms, data in {}",
                MAJOR_VERSION,
                port,
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                config.directory());
    }

    private Running startServer(DirectoryLock lock) throws IOException {
        Path data = config.data();
        Path home = PostgresBinaries.in(config.binaries());
        PostgresTools tools =
                new PostgresTools(home, data, config.directory().resolve("postgres.log"));
        PasswordFile passwords = new PasswordFile(config.directory().resolve("password"));
        if (!Files.exists(data)) {
            tools.initialise(NAME, passwords.create());
        }
        password = passwords.read();
        stopOrphan(tools, data);
        port = Ports.claim(port, WHAT);
        tools.start(port, DatabaseSettings.with(config.settings()));
        try {
            FirstDatabase.createOnce(jdbcUrl("postgres"), NAME, password);
            ProcessHandle server =
                    Postmaster.of(data)
                            .orElseThrow(
                                    () -> new IllegalStateException("PostgreSQL is gone again"));
            return new Running(tools, server, lock);
        } catch (RuntimeException | Error e) {
            tools.stop();
            throw e;
        }
    }

    private static void stopOrphan(PostgresTools tools, Path data) {
        Postmaster.of(data)
                .ifPresent(orphan -> {
                    LOG.warn("PostgreSQL process {} outlived its owner, stopping it", orphan.pid());
                    tools.stop();
                    Postmaster.awaitEnd(orphan);
                });
        Postmaster.disownOtherProgram(data);
    }

    /** Shuts the server down cleanly; {@link #start} brings it back. */
    public synchronized void stop() {
        Running stopping = running;
        if (stopping == null) {
            return;
        }
        running = null;
        try {
            if (Postmaster.of(config.data()).isPresent()) {
                stopping.tools().stop();
                Postmaster.awaitEnd(stopping.server());
            }
        } finally {
            stopping.lock().close();
        }
        LOG.info("PostgreSQL on port {} stopped", port);
    }

    public synchronized boolean isRunning() {
        return running != null && Postmaster.of(config.data()).isPresent();
    }

    public synchronized int port() {
        return port;
    }

    public String jdbcUrl() {
        return jdbcUrl(NAME);
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(Ports.LOOPBACK, port(), database);
    }

    public String username() {
        return NAME;
    }

    public synchronized String password() {
        return password;
    }

    @Override
    public void close() {
        stop();
    }
}
