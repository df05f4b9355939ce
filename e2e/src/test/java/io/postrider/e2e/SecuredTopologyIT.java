package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.TopicLayout;
import io.postrider.testing.Answer;
import io.postrider.testing.Receiver;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The three services on a Kafka and a PostgreSQL that speak TLS alone, with the rights that
 * docs/operations.md lists and no others.
 */
class SecuredTopologyIT {

    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final Map<String, String> USERS =
            Map.of(
                    Topology.SUBSCRIPTION, "postrider-subscription",
                    Topology.DISPATCHER, "postrider-dispatcher",
                    Topology.WORKER, "postrider-worker");

    /** The server's owner has the name that the page has, so it is another one here. */
    private static final String DATABASE = "secured";

    private static final TopicLayout LAYOUT =
            new TopicLayout("postrider.", 1, Map.of(), Map.of(), 1024 * 1024, RetryLadder.STANDARD);

    private static final Map<String, Instance> INSTANCES = new LinkedHashMap<>();
    private static SecuredSystems systems;

    @BeforeAll
    static void start() throws Exception {
        systems = new SecuredSystems();
        DocumentedRights rights = new DocumentedRights();
        try (Admin admin = systems.admin()) {
            admin.createTopics(
                            LAYOUT.specs().stream()
                                    .map(spec ->
                                            new NewTopic(
                                                            spec.name(),
                                                            spec.partitions(),
                                                            (short) spec.replication())
                                                    .configs(spec.settings()))
                                    .toList())
                    .all()
                    .get();
            admin.alterUserScramCredentials(
                            USERS.values().stream().map(SecuredTopologyIT::user).toList())
                    .all()
                    .get();
            admin.createAcls(rights.onKafka()).all().get();
        }
        try (Connection connection = systems.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : rights.onPostgres(DATABASE, SecuredSystems.PASSWORD)) {
                statement.execute(sql);
            }
        }
        USERS.forEach((service, user) ->
                INSTANCES.put(
                        service, Instance.ofExecutableJar(service, 1, environment(service, user))));
        INSTANCES.values().forEach(Instance::start);
        INSTANCES.values().forEach(Instance::awaitReady);
    }

    private static UserScramCredentialAlteration user(String name) {
        return new UserScramCredentialUpsertion(
                name,
                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                SecuredSystems.PASSWORD);
    }

    private static Map<String, String> environment(String service, String user) {
        Map<String, String> environment = new HashMap<>(systems.environment(user));
        environment.put("POSTRIDER_EGRESS_ALLOW", "127.0.0.0/8");
        environment.put("POSTRIDER_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        if (service.equals(Topology.SUBSCRIPTION)) {
            environment.put("POSTRIDER_ADMIN_KEY", Postrider.ADMIN_KEY);
            environment.put("POSTRIDER_DB_URL", systems.databaseUrl(DATABASE));
            environment.put("POSTRIDER_DB_USERNAME", DATABASE);
            environment.put("POSTRIDER_DB_PASSWORD", SecuredSystems.PASSWORD);
        }
        return environment;
    }

    @AfterAll
    static void stop() {
        INSTANCES.values().forEach(Instance::close);
        systems.close();
    }

    private static Instance instance(String service) {
        return Objects.requireNonNull(INSTANCES.get(service));
    }

    @Test
    void theListedRightsAreEnoughForEverythingTheServicesDo() throws Exception {
        Api api = new Api(instance(Topology.SUBSCRIPTION).url(), Postrider.ADMIN_KEY);
        try (Receiver receiver = Receiver.start()) {
            receiver.answer("/failing", Answer.status(500));
            String webhook =
                    api.createWebhook(
                                    Map.of(
                                            "url", receiver.url("/failing"),
                                            "events", List.of("secured.event"),
                                            "retry_policy", Scene.retries("1s")))
                            .get("id")
                            .asString();
            api.post("/api/v1/events", Map.of("type", "secured.event"));
            await("a dead letter after a retry")
                    .atMost(LONGEST)
                    .until(() -> api.count(webhook, "failed") == 1);

            receiver.answer("/failing", Answer.ok());
            String delivery = api.deliveries(webhook).getFirst().get("id").asString();
            // the report of the last attempt may come to be known before it
            await("it can be replayed")
                    .atMost(LONGEST)
                    .until(() -> api.get("/api/v1/dead-letters/" + delivery).status() == 200);
            assertThat(api.delivery(delivery).get("payload_status").asString())
                    .isEqualTo("available");
            assertThat(api.post("/api/v1/dead-letters/" + delivery + "/replay", Map.of()).status())
                    .isEqualTo(202);
            await("the replay arrives")
                    .atMost(LONGEST)
                    .until(() -> api.count(webhook, "delivered") == 1);
            assertThat(api.post("/api/v1/webhooks/" + webhook + "/test", Map.of()).status())
                    .isEqualTo(200);
        }
        assertThat(api.getOk("/api/v1/pipeline").get("kafka").get("available").asBoolean())
                .as("how far the groups are may be asked")
                .isTrue();
        await("the worker may say that it is there")
                .atMost(LONGEST)
                .until(() -> api.getOk("/api/v1/pipeline").get("workers").size() == 1);
        INSTANCES.forEach((service, instance) ->
                assertThat(instance.process().output())
                        .as(service)
                        .doesNotContain("AuthorizationException", "Not authorized", "denied"));
    }

    @ParameterizedTest
    @CsvSource({
        "postrider-worker, postrider.events",
        "postrider-worker, postrider.subscriptions",
        "postrider-dispatcher, postrider.subscriptions",
        "postrider-dispatcher, postrider.attempts",
        "postrider-subscription, postrider.attempts",
        "postrider-subscription, postrider.retry.1s",
        "postrider-subscription, postrider.workers"
    })
    void aServiceCannotWriteWhatIsNotItsToWrite(String user, String topic) {
        Map<String, Object> settings = new HashMap<>(systems.client(user));
        settings.put("enable.idempotence", false);
        try (var producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<byte[], byte[]>(topic, new byte[1], new byte[1]);
            assertThatThrownBy(() -> producer.send(record).get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    @Test
    void nobodyGetsInWithoutTls() {
        try (Admin plain =
                Admin.create(
                        Map.of(
                                "bootstrap.servers", systems.broker.bootstrapServers(),
                                "default.api.timeout.ms", 3_000,
                                "request.timeout.ms", 2_000))) {
            assertThatThrownBy(() -> plain.describeCluster().nodes().get())
                    .isInstanceOf(Exception.class);
        }
        assertThatThrownBy(() ->
                        DriverManager.getConnection(
                                systems.database.jdbcUrl(DATABASE) + "?sslmode=disable",
                                DATABASE,
                                SecuredSystems.PASSWORD))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("no encryption");
    }

    @Test
    void theServicesConnectionsToPostgresAreEncrypted() throws SQLException {
        try (Connection connection = systems.connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(*) FILTER (WHERE ssl), count(*) FILTER (WHERE NOT ssl)
                                FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
                                WHERE usename = 'secured'
                                """)) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isPositive();
            assertThat(row.getInt(2)).isZero();
        }
    }
}
