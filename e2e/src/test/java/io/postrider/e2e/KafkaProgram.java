package io.postrider.e2e;

import io.postrider.embedded.EmbeddedBroker;

import java.io.IOException;
import java.nio.file.Path;

/** A Kafka broker as a program: {@code directory port}; port 0 picks a free one. */
final class KafkaProgram {

    static final String READY = "Kafka is ready on ";

    private KafkaProgram() {}

    /** Ends when whoever started it is gone. */
    static void main(String[] arguments) throws IOException {
        EmbeddedBroker broker =
                EmbeddedBroker.started(
                        EmbeddedBroker.Config.in(Path.of(arguments[0]))
                                .onPort(Integer.parseInt(arguments[1]))
                                // so that a test can forbid writing to a topic
                                .with(
                                        "authorizer.class.name",
                                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                                .with("allow.everyone.if.no.acl.found", "true"));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        System.out.println(READY + broker.bootstrapServers());
        int end = System.in.read();
        System.exit(end < 0 ? 1 : 0);
    }
}
