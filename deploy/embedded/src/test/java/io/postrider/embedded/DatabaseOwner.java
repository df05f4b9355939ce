package io.postrider.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A program that starts the database, writes into it and never gets to close it. */
final class DatabaseOwner {

    private DatabaseOwner() {}

    static void main(String[] arguments) throws IOException, SQLException {
        EmbeddedDatabase database =
                EmbeddedDatabase.started(
                        EmbeddedDatabaseIT.configIn(Path.of(arguments[0]))
                                .onPort(Integer.parseInt(arguments[1])));
        Notes.on(database).add("written before the kill");
        ChildJvm.readyToBeKilled();
    }
}
