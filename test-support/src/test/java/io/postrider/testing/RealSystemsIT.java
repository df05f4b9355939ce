package io.postrider.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class RealSystemsIT {

    @Test
    void sharesOneBrokerPerJvm() throws Exception {
        assertThat(RealKafka.shared()).isSameAs(RealKafka.shared());
        assertThat(createTopic(RealKafka.shared().bootstrapServers(), "shared")).contains("shared");
    }

    @Test
    void givesEachTestADatabaseOfItsOwn() throws SQLException {
        RealPostgres.Database first = RealPostgres.shared().newDatabase();
        RealPostgres.Database second = RealPostgres.shared().newDatabase();

        execute(first, "CREATE TABLE only_here ()");

        execute(first, "SELECT FROM only_here");
        assertThatThrownBy(() -> execute(second, "SELECT FROM only_here"))
                .hasMessageContaining("does not exist");
    }

    @Test
    void brokersOfOnesOwnComeBack() throws Exception {
        try (RealKafka.Own kafka = RealKafka.startOwn()) {
            createTopic(kafka.bootstrapServers(), "before");
            kafka.stop();
            kafka.start();
            assertThat(createTopic(kafka.bootstrapServers(), "after")).contains("before", "after");
        }
    }

    @Test
    void databasesOfOnesOwnComeBack() throws SQLException {
        try (RealPostgres.Own postgres = RealPostgres.startOwn()) {
            RealPostgres.Database database = postgres.newDatabase();
            execute(database, "CREATE TABLE kept ()");

            postgres.stop();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            postgres.start();

            execute(database, "SELECT FROM kept");
        }
    }

    @Test
    void aKilledDatabaseComesBackWithWhatItHadCommitted() throws SQLException {
        try (RealPostgres.Own postgres = RealPostgres.startOwn()) {
            RealPostgres.Database database = postgres.newDatabase();
            execute(database, "CREATE TABLE kept ()");

            postgres.kill();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            postgres.start();

            execute(database, "SELECT FROM kept");
        }
    }

    /** The controller creates the topic; the broker lists it a moment later. */
    private static Set<String> createTopic(String bootstrapServers, String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            NewTopic topic = new NewTopic(name, Optional.empty(), Optional.empty());
            admin.createTopics(List.of(topic)).all().get();
            return await().until(
                            () -> admin.listTopics().names().get(), names -> names.contains(name));
        }
    }

    private static void execute(RealPostgres.Database database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
