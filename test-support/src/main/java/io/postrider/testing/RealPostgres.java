package io.postrider.testing;

import io.postrider.embedded.EmbeddedDatabase;

import org.testcontainers.postgresql.PostgreSQLContainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A real PostgreSQL: a container when a Docker engine answers, the embedded one otherwise. */
public final class RealPostgres {

    private static final String IMAGE = "postgres:18";

    private final Database main;

    private RealPostgres(Database main) {
        this.main = main;
    }

    /** One for the whole JVM, started at the first call; each test takes a database of its own. */
    public static RealPostgres shared() {
        return Shared.POSTGRES;
    }

    /** A fresh, empty database. */
    public Database newDatabase() {
        return main.createAnother();
    }

    /**
     * A server that the test may stop and start. Always the embedded one: a container comes back on
     * another host port, and clients would not find it again.
     */
    public static Own startOwn() {
        Path directory = TestSystems.temporaryDirectory("postgres");
        EmbeddedDatabase.Config config =
                EmbeddedDatabase.Config.in(directory)
                        .onPort(FreePorts.next())
                        .withBinariesIn(TestSystems.binaries());
        return new Own(EmbeddedDatabase.started(config), directory);
    }

    private static RealPostgres start() {
        return new RealPostgres(
                TestSystems.inContainers()
                        ? inContainer()
                        : TestSystems.closedAtExit(startOwn()).main());
    }

    @SuppressWarnings("resource") // Testcontainers removes it after the JVM
    private static Database inContainer() {
        PostgreSQLContainer container = new PostgreSQLContainer(IMAGE);
        container.start();
        return new Database(
                "jdbc:postgresql://%s:%d/%s"
                        .formatted(
                                container.getHost(),
                                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                                container.getDatabaseName()),
                container.getUsername(),
                container.getPassword());
    }

    private static final class Shared {
        static final RealPostgres POSTGRES = start();
    }

    /** Where a database is and how to get in. */
    public record Database(String jdbcUrl, String username, String password) {

        public Connection connect() throws SQLException {
            return DriverManager.getConnection(jdbcUrl, username, password);
        }

        private Database createAnother() {
            String name = "test_" + UUID.randomUUID().toString().replace("-", "");
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException("Cannot create a test database", e);
            }
            String server = jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1);
            return new Database(server + name, username, password);
        }
    }

    /** Comes back from {@link #stop} on the same port with the same data. */
    public static final class Own implements AutoCloseable {

        private static final Duration LAST_BREATH = Duration.ofSeconds(10);
        private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

        private final EmbeddedDatabase server;
        private final Path directory;

        private Own(EmbeddedDatabase server, Path directory) {
            this.server = server;
            this.directory = directory;
        }

        private Database main() {
            return new Database(server.jdbcUrl(), server.username(), server.password());
        }

        public Database newDatabase() {
            return main().createAnother();
        }

        public void stop() {
            server.stop();
        }

        /** SIGKILL of every process of the server; {@link #start} brings it back. */
        public void kill() {
            List<ProcessHandle> processes = processes();
            processes.forEach(ProcessHandle::destroyForcibly);
            processes.forEach(Own::awaitEnd);
            // there is nothing to stop any more, but its owner does not know yet
            server.stop();
        }

        /** The postmaster first: it would take the death of another for a crash to recover from. */
        private List<ProcessHandle> processes() {
            try {
                Path file = directory.resolve("data").resolve("postmaster.pid");
                long pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
                return ProcessHandle.of(pid).stream()
                        .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** A zombie counts as ended: a container's first process may never reap it. */
        private static void awaitEnd(ProcessHandle process) {
            long deadline = System.nanoTime() + LAST_BREATH.toNanos();
            while (process.isAlive()
                    && process.info().command().isPresent()
                    && System.nanoTime() < deadline) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }

        public void start() {
            server.start();
        }

        @Override
        public void close() {
            server.close();
            TestSystems.delete(directory);
        }
    }
}
