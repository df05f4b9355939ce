package io.postrider.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** A program that starts the broker, writes into it and never gets to close it. */
final class BrokerOwner {

    private BrokerOwner() {}

    static void main(String[] arguments) throws IOException {
        EmbeddedBroker broker =
                EmbeddedBroker.started(
                        EmbeddedBroker.Config.in(Path.of(arguments[0]))
                                .onPort(Integer.parseInt(arguments[1])));
        Records records = new Records(broker.bootstrapServers());
        records.createTopic();
        records.write("written before the kill");
        ChildJvm.readyToBeKilled();
    }
}
