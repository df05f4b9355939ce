package io.postrider.e2e;

import io.postrider.embedded.Directories;
import io.postrider.embedded.EmbeddedBroker;
import io.postrider.embedded.EmbeddedDatabase;
import io.postrider.testing.TestCertificate;

import org.apache.kafka.clients.admin.Admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A Kafka and a PostgreSQL as a careful operator runs them: TLS only, SCRAM, and no right that was
 * not given.
 */
final class SecuredSystems implements AutoCloseable {

    static final String PASSWORD = "not-the-best-of-passwords";

    private static final String OPERATOR = "operator";

    final EmbeddedBroker broker;
    final EmbeddedDatabase database;
    private final Path directory;
    private final Path certificate;

    SecuredSystems() throws IOException {
        directory = Files.createTempDirectory("postrider-secured");
        certificate = TestCertificate.SELF_SIGNED.writeCertificate(directory);
        broker = EmbeddedBroker.started(brokerConfig());
        database = EmbeddedDatabase.started(databaseConfig());
    }

    private EmbeddedBroker.Config brokerConfig() throws IOException {
        Path keyStore = TestCertificate.SELF_SIGNED.writeKeyStore(directory);
        return EmbeddedBroker.Config.in(directory.resolve("kafka"))
                .with("listener.security.protocol.map", "CLIENT:SASL_SSL,CONTROLLER:PLAINTEXT")
                .with("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN")
                // the operator, and the broker to itself: somebody must be there before all users
                .with("sasl.mechanism.inter.broker.protocol", "PLAIN")
                .with(
                        "listener.name.client.plain.sasl.jaas.config",
                        login("plain.PlainLoginModule", OPERATOR)
                                .replace(";", " user_" + OPERATOR + "=\"" + PASSWORD + "\";"))
                .with(
                        "listener.name.client.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;")
                .with("ssl.keystore.type", "PKCS12")
                .with("ssl.keystore.location", keyStore.toString())
                .with("ssl.keystore.password", TestCertificate.password())
                .with("ssl.key.password", TestCertificate.password())
                .with("ssl.truststore.type", "PEM")
                .with("ssl.truststore.location", certificate.toString())
                .with(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                // the controller's own listener, on the loopback address, knows no names
                .with("super.users", "User:%s;User:ANONYMOUS".formatted(OPERATOR));
    }

    private EmbeddedDatabase.Config databaseConfig() throws IOException {
        Path rules = directory.resolve("pg_hba.conf");
        Files.writeString(rules, "hostssl all all 127.0.0.1/32 scram-sha-256\n");
        return EmbeddedDatabase.Config.in(directory.resolve("postgres"))
                .with("ssl", "on")
                .with("ssl_cert_file", certificate.toString())
                .with("ssl_key_file", TestCertificate.SELF_SIGNED.writeKey(directory).toString())
                .with("hba_file", rules.toString());
    }

    Admin admin() {
        return Admin.create(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "security.protocol",
                        "SASL_SSL",
                        "sasl.mechanism",
                        "PLAIN",
                        "sasl.jaas.config",
                        login("plain.PlainLoginModule", OPERATOR),
                        "ssl.truststore.type",
                        "PEM",
                        "ssl.truststore.location",
                        certificate.toString()));
    }

    /** What a Kafka client of the user needs. */
    Map<String, Object> client(String user) {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                login("scram.ScramLoginModule", user),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.toString());
    }

    /** The same, as environment variables of a service. */
    Map<String, String> environment(String user) {
        return Map.of(
                "POSTRIDER_KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "SPRING_KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "SPRING_KAFKA_PROPERTIES_SASL_MECHANISM",
                "SCRAM-SHA-512",
                "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG",
                login("scram.ScramLoginModule", user),
                "SPRING_KAFKA_SSL_TRUST_STORE_TYPE",
                "PEM",
                "SPRING_KAFKA_SSL_TRUST_STORE_LOCATION",
                "file:" + certificate);
    }

    private static String login(String module, String user) {
        return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                .formatted(module, user, PASSWORD);
    }

    /** Where a database is, for those who insist on knowing the server. */
    String databaseUrl(String name) {
        return database.jdbcUrl(name) + "?sslmode=verify-full&sslrootcert=" + certificate;
    }

    /** As the owner of the server. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                databaseUrl("postgres"), database.username(), database.password());
    }

    @Override
    public void close() {
        broker.close();
        database.close();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
