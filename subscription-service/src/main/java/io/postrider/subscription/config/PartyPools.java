package io.postrider.subscription.config;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import io.postrider.subscription.quota.Party;
import io.postrider.subscription.quota.SharedSlots;
import io.postrider.subscription.quota.SharedSlots.Slot;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;

/**
 * Connections by those who need them. API requests have the pool of the deployment's configuration,
 * of which one tenant has half at most, and a statement timeout. History, replays and regular jobs
 * have a pool of their own, so that neither waits for the other's connections.
 */
final class PartyPools extends DelegatingDataSource implements AutoCloseable {

    private final HikariDataSource requests;
    private final HikariDataSource background;
    private final SharedSlots slots;
    private final Party.Source parties;

    /**
     * Takes the pool for API requests, and makes the other one after it.
     *
     * @param requests has not given a connection yet
     */
    PartyPools(HikariDataSource requests, DatabaseProperties properties, Party.Source parties) {
        super(requests);
        this.requests = requests;
        this.background = background(requests, properties);
        this.slots = SharedSlots.halved(requests.getMaximumPoolSize());
        this.parties = parties;
        limitStatements(requests, properties.statementTimeout());
    }

    /** A pool that connects when the first connection is asked for, as the other one does. */
    private static HikariDataSource background(
            HikariConfig requests, DatabaseProperties properties) {
        HikariDataSource background = new HikariDataSource();
        requests.copyStateTo(background);
        background.setPoolName(requests.getPoolName() + "-background");
        background.setMaximumPoolSize(properties.backgroundConnections());
        // negative where nobody has set it: then a pool keeps all of its connections
        if (requests.getMinimumIdle() >= 0) {
            background.setMinimumIdle(
                    Math.min(requests.getMinimumIdle(), properties.backgroundConnections()));
        }
        return background;
    }

    private static void limitStatements(HikariConfig pool, Duration timeout) {
        String limit = "SET statement_timeout = " + timeout.toMillis();
        String before = pool.getConnectionInitSql();
        pool.setConnectionInitSql(before == null ? limit : before + "; " + limit);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Party party = parties.current();
        return party instanceof Party.Background
                ? background.getConnection()
                : connection(enter(party));
    }

    private Slot enter(Party party) throws SQLException {
        try {
            return slots.enter(party, Duration.ofMillis(requests.getConnectionTimeout()))
                    .orElseThrow(() ->
                            new SQLTransientConnectionException(
                                    "no connection was free in %d ms for %s"
                                            .formatted(requests.getConnectionTimeout(), party)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLTransientConnectionException("interrupted", e);
        }
    }

    private Connection connection(Slot slot) throws SQLException {
        try {
            return returning(requests.getConnection(), slot);
        } catch (SQLException | RuntimeException e) {
            slot.close();
            throw e;
        }
    }

    /** The connection, which gives its slot back when it is closed; it equals itself alone. */
    @SuppressWarnings("ReferenceEquality") // two proxies are never the same connection
    private static Connection returning(Connection connection, Slot slot) {
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "equals" -> proxy == arguments[0];
                                    case "hashCode" -> System.identityHashCode(proxy);
                                    case "close" -> {
                                        try (slot) {
                                            connection.close();
                                        }
                                        yield null;
                                    }
                                    default -> {
                                        try {
                                            yield method.invoke(connection, arguments);
                                        } catch (InvocationTargetException e) {
                                            throw e.getCause();
                                        }
                                    }
                                });
    }

    HikariDataSource background() {
        return background;
    }

    /** Closes the background pool; the other one belongs to Spring Boot. */
    @Override
    public void close() {
        background.close();
    }
}
