package io.postrider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;

class EmbeddedDatabaseIT {

    private static final Path BINARIES = Path.of("target", "postgres");

    @TempDir Path directory;

    static EmbeddedDatabase.Config configIn(Path directory) {
        return EmbeddedDatabase.Config.in(directory).withBinariesIn(BINARIES);
    }

    @Test
    void keepsDataAcrossARestartOnTheSamePort() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(directory))) {
            String url = database.jdbcUrl();
            Notes.on(database).add("first");

            database.stop();
            assertThat(database.isRunning()).isFalse();
            database.start();

            assertThat(database.jdbcUrl()).isEqualTo(url);
            assertThat(Notes.on(database).all()).containsExactly("first");
        }
        try (EmbeddedDatabase next = EmbeddedDatabase.started(configIn(directory))) {
            assertThat(Notes.on(next).all()).containsExactly("first");
        }
    }

    @Test
    void takesOverFromAServerThatOutlivedItsOwner() throws SQLException {
        int port = Ports.claim(0, "the test");
        ChildJvm.runAndKill(DatabaseOwner.class, directory, port);
        ProcessHandle orphan = Postmaster.of(configIn(directory).data()).orElseThrow();

        try (EmbeddedDatabase database =
                EmbeddedDatabase.started(configIn(directory).onPort(port))) {
            assertThat(Notes.on(database).all()).containsExactly("written before the kill");
            assertThat(Postmaster.of(configIn(directory).data()).orElseThrow())
                    .isNotEqualTo(orphan);
        }
    }

    @Test
    void takesOverUnderAnotherNameOfTheDirectory() throws IOException, SQLException {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path alias = Files.createSymbolicLink(directory.resolve("alias"), real);
        ChildJvm.runAndKill(DatabaseOwner.class, alias, 0);
        ProcessHandle orphan = Postmaster.of(configIn(real).data()).orElseThrow();

        try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(real))) {
            assertThat(Notes.on(database).all()).containsExactly("written before the kill");
            assertThat(Postmaster.of(configIn(real).data()).orElseThrow()).isNotEqualTo(orphan);
        }
    }

    @Test
    void recoversWhenTheServerIsKilledToo() throws SQLException {
        try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(directory))) {
            Notes.on(database).add("committed");
            ProcessHandle server = Postmaster.of(configIn(directory).data()).orElseThrow();
            server.destroyForcibly();
            Postmaster.awaitEnd(server);
            assertThat(database.isRunning()).isFalse();

            database.stop();
            database.start();

            assertThat(Notes.on(database).all()).containsExactly("committed");
        }
    }

    @Test
    void startsAlthoughThePidOfItsLastServerBelongsToAnotherProgramNow() throws Exception {
        EmbeddedDatabase.started(configIn(directory)).close();
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            Path data = configIn(directory).data();
            Files.writeString(
                    data.resolve("postmaster.pid"), other.pid() + "\n" + data + "\n1\n5432\n\n\n");

            try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(directory))) {
                assertThat(database.isRunning()).isTrue();
            }
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void writesDurablyAndAsksForThePassword() throws SQLException, IOException {
        try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(directory))) {
            assertThat(Notes.on(database).setting("server_version")).startsWith("18.");
            assertThat(Notes.on(database).setting("fsync")).isEqualTo("on");
            assertThat(Notes.on(database).setting("full_page_writes")).isEqualTo("on");
            assertThat(Notes.on(database).setting("synchronous_commit")).isEqualTo("on");
            assertThat(Notes.on(database).setting("listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(Files.getPosixFilePermissions(directory.resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            assertThatThrownBy(() ->
                            DriverManager.getConnection(
                                    database.jdbcUrl(), database.username(), "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void worksInADirectoryWithSpacesAndQuotes() throws SQLException {
        Path awkward = directory.resolve("it's my data");
        try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(awkward))) {
            Notes.on(database).add("here");
            database.stop();
            database.start();
            assertThat(Notes.on(database).all()).containsExactly("here");
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(Ports.LOOPBACK))) {
            EmbeddedDatabase.Config config = configIn(directory).onPort(other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedDatabase.started(config))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("PostgreSQL");
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(directory))) {
            assertThatThrownBy(() -> EmbeddedDatabase.started(configIn(directory)))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessageContaining(directory.toString());
            assertThat(database.isRunning()).isTrue();
        }
    }

    @Test
    void refusesDataOfAnotherVersion() throws IOException {
        Path data = Files.createDirectories(configIn(directory).data());
        Files.writeString(data.resolve("PG_VERSION"), "17\n");

        assertThat(EmbeddedDatabase.versionOfDataIn(directory)).contains("17");
        assertThatThrownBy(() -> EmbeddedDatabase.started(configIn(directory)))
                .hasMessageContaining("holds data of PostgreSQL 17, but this is PostgreSQL 18");
    }

    @Test
    void failsWithTheServersOwnWordsAndStartsAfterwards() {
        assertThatThrownBy(() ->
                        EmbeddedDatabase.started(
                                configIn(directory).with("shared_buffers", "a lot")))
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");

        try (EmbeddedDatabase database = EmbeddedDatabase.started(configIn(directory))) {
            assertThat(database.isRunning()).isTrue();
        }
    }
}
