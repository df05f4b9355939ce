package io.postrider.subscription.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;

import io.postrider.model.TenantId;
import io.postrider.subscription.quota.Party;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class PartyPoolsIT {

    private static final Party ACME = new Party.OfTenant(new TenantId("acme"));
    private static final Party OTHER = new Party.OfTenant(new TenantId("other"));
    private static final Party BACKGROUND = new Party.Background();

    private final HikariDataSource requests = pool();
    private Party party = ACME;
    private final PartyPools pools =
            new PartyPools(requests, new DatabaseProperties(Duration.ofSeconds(1), 2), () -> party);
    private final List<Connection> held = new ArrayList<>();

    private static HikariDataSource pool() {
        RealPostgres.Database database = RealPostgres.shared().newDatabase();
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.jdbcUrl());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setPoolName("test");
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(500);
        return pool;
    }

    @AfterEach
    void close() throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
        pools.close();
        requests.close();
    }

    private Connection hold(Party whose) throws SQLException {
        party = whose;
        Connection connection = pools.getConnection();
        held.add(connection);
        return connection;
    }

    private String setting(Party whose, String name) {
        party = whose;
        return JdbcClient.create(pools).sql("SHOW " + name).query(String.class).single();
    }

    @Test
    void oneTenantLeavesHalfOfTheConnectionsToOthers() throws SQLException {
        Connection first = hold(ACME);
        hold(ACME);

        assertThatExceptionOfType(SQLTransientConnectionException.class)
                .isThrownBy(() -> hold(ACME))
                .withMessageContaining("acme");
        assertThat(hold(OTHER).isValid(5)).isTrue();
        assertThat(hold(new Party.Others()).isValid(5)).isTrue();

        first.close();
        first.close();
        assertThat(hold(ACME).isValid(5)).isTrue();
    }

    @Test
    void backgroundWorkHasConnectionsWhenRequestsHaveTakenAllOfTheirs() throws SQLException {
        hold(ACME);
        hold(ACME);
        hold(OTHER);
        hold(OTHER);

        assertThat(hold(BACKGROUND).isValid(5)).isTrue();
    }

    /** As a deployment has them that configures nothing. */
    @Test
    void keepsAllConnectionsUnlessMinimumIdleIsSet() {
        try (HikariDataSource unconfigured = new HikariDataSource();
                PartyPools background =
                        new PartyPools(
                                unconfigured,
                                new DatabaseProperties(Duration.ofSeconds(1), 2),
                                () -> BACKGROUND)) {
            unconfigured.setJdbcUrl(requests.getJdbcUrl());
            assertThat(background.background().getMinimumIdle()).isNegative();
        }
    }

    @Test
    void statementsOfRequestsEndInTime() {
        assertThat(setting(ACME, "statement_timeout")).isEqualTo("1s");
        assertThat(setting(new Party.Others(), "statement_timeout")).isEqualTo("1s");
        assertThat(setting(BACKGROUND, "statement_timeout")).isEqualTo("0");

        party = ACME;
        JdbcClient jdbc = JdbcClient.create(pools);
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> jdbc.sql("SELECT pg_sleep(60)").query((_, _) -> true).single())
                .withMessageContaining("statement timeout");
    }

    @Test
    void transactionsHaveOneConnectionAndGiveItBack() throws SQLException {
        TransactionTemplate transaction =
                new TransactionTemplate(new DataSourceTransactionManager(pools));
        JdbcClient jdbc = JdbcClient.create(pools);
        for (int i = 0; i < 10; i++) {
            transaction.executeWithoutResult(_ -> {
                jdbc.sql("CREATE TEMP TABLE t (n int) ON COMMIT DROP").update();
                assertThat(jdbc.sql("INSERT INTO t VALUES (1)").update()).isEqualTo(1);
            });
        }

        assertThat(hold(ACME).unwrap(PGConnection.class)).isNotNull();
    }
}
