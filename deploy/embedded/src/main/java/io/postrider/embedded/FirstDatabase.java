package io.postrider.embedded;

import org.postgresql.ds.PGSimpleDataSource;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The database that the owner of a new server finds there, named like its user. */
final class FirstDatabase {

    private FirstDatabase() {}

    static void createOnce(String maintenanceUrl, String name, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(maintenanceUrl);
        source.setUser(name);
        source.setPassword(password);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(name, statement)) {
                statement.execute("CREATE DATABASE " + name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL started but does not serve", e);
        }
    }

    private static boolean exists(String name, Statement statement) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
            return rows.next();
        }
    }
}
