package io.postrider.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One small table, to see what a database remembers. */
record Notes(EmbeddedDatabase database) {

    static Notes on(EmbeddedDatabase database) {
        return new Notes(database);
    }

    void add(String text) throws SQLException {
        try (Connection connection = connect();
                Statement create = connection.createStatement()) {
            create.execute("CREATE TABLE IF NOT EXISTS note (text text)");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO note VALUES (?)")) {
                insert.setString(1, text);
                insert.execute();
            }
        }
    }

    List<String> all() throws SQLException {
        return query("SELECT text FROM note");
    }

    String setting(String name) throws SQLException {
        return query("SHOW " + name).getFirst();
    }

    private List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }
}
