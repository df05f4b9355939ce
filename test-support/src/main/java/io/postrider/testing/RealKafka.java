package io.postrider.testing;

import io.postrider.embedded.BrokerSettings;
import io.postrider.embedded.EmbeddedBroker;

import org.testcontainers.kafka.KafkaContainer;

import java.nio.file.Path;
import java.util.Locale;

/** A real Kafka broker: a container when a Docker engine answers, the embedded one otherwise. */
public final class RealKafka {

    private static final String IMAGE = "apache/kafka:4.2.1";

    private final String bootstrapServers;

    private RealKafka(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** One for the whole JVM, started at the first call; tests keep apart by topic names. */
    public static RealKafka shared() {
        return Shared.KAFKA;
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * A broker that the test may stop and start. Always the embedded one: a container comes back on
     * another host port, and clients would not find it again.
     */
    public static Own startOwn() {
        Path directory = TestSystems.temporaryDirectory("kafka");
        EmbeddedBroker.Config config = EmbeddedBroker.Config.in(directory).onPort(FreePorts.next());
        return new Own(EmbeddedBroker.started(config), directory);
    }

    private static RealKafka start() {
        return new RealKafka(
                TestSystems.inContainers()
                        ? container().getBootstrapServers()
                        : TestSystems.closedAtExit(startOwn()).bootstrapServers());
    }

    @SuppressWarnings("resource") // Testcontainers removes it after the JVM
    private static KafkaContainer container() {
        KafkaContainer container = new KafkaContainer(IMAGE);
        BrokerSettings.singleNode()
                .forEach((setting, value) -> container.withEnv(variable(setting), value));
        container.start();
        return container;
    }

    private static String variable(String setting) {
        return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    private static final class Shared {
        static final RealKafka KAFKA = start();
    }

    /** Comes back from {@link #stop} on the same port with the same data. */
    public static final class Own implements AutoCloseable {

        private final EmbeddedBroker broker;
        private final Path directory;

        private Own(EmbeddedBroker broker, Path directory) {
            this.broker = broker;
            this.directory = directory;
        }

        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        public void stop() {
            broker.stop();
        }

        public void start() {
            broker.start();
        }

        @Override
        public void close() {
            broker.close();
            TestSystems.delete(directory);
        }
    }
}
