package io.postrider.embedded;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Kafka broker and its controller in this process, on the loopback address. Its state survives a
 * stop and a kill of the process; like any single broker it leaves flushing to the operating
 * system, so losing the machine's power may lose the last seconds.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String WHAT = "a Kafka broker";
    private static final int NODE_ID = 1;

    /** Port 0 picks a free one; settings are Kafka's own and win over the built-in ones. */
    public record Config(Path directory, int port, Map<String, String> settings) {
        public Config {
            directory = directory.toAbsolutePath().normalize();
            settings = Map.copyOf(settings);
        }

        public static Config in(Path directory) {
            return new Config(directory, 0, Map.of());
        }

        public Config onPort(int port) {
            return new Config(directory, port, settings);
        }

        public Config with(String setting, String value) {
            Map<String, String> more = new LinkedHashMap<>(settings);
            more.put(setting, value);
            return new Config(directory, port, more);
        }
    }

    private record Running(KafkaRaftServer server, DirectoryLock lock) {}

    private final Config config;
    private int port;
    private @Nullable Running running;

    private EmbeddedBroker(Config config) {
        this.config = config;
        this.port = config.port();
    }

    public static EmbeddedBroker started(Config config) {
        EmbeddedBroker broker = new EmbeddedBroker(config);
        broker.start();
        return broker;
    }

    /** Starts again on the same port and data; nothing happens while it runs. */
    public synchronized void start() {
        if (running != null) {
            return;
        }
        long begun = System.nanoTime();
        FatalErrors.endTheProcessInOrder();
        port = Ports.claim(port, WHAT);
        DirectoryLock lock = DirectoryLock.on(config.directory(), WHAT);
        try {
            running = new Running(startServer(), lock);
        } catch (RuntimeException | Error e) {
            lock.close();
            throw e;
        }
        LOG.info(
                "Kafka broker on {} started in {} ms, data in {}",
                bootstrapServers(),
                Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                config.directory());
    }

    private KafkaRaftServer startServer() {
        Path log = config.directory().resolve("log");
        KafkaConfig kafka = new KafkaConfig(settings(log), false);
        formatOnce(log);
        KafkaRaftServer server = new KafkaRaftServer(kafka, Time.SYSTEM);
        try {
            server.startup();
            return server;
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
    }

    private Map<String, String> settings(Path log) {
        int controllerPort = Ports.claim(0, "a Kafka controller");
        String client = "CLIENT://%s:%d".formatted(Ports.LOOPBACK, port);
        String controller = "%s:%d".formatted(Ports.LOOPBACK, controllerPort);
        Map<String, String> all = new LinkedHashMap<>(BrokerSettings.singleNode());
        // nobody else reaches the loopback address; who wants more may ask for it by the settings
        all.put("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "CLIENT");
        all.putAll(config.settings());
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(NODE_ID));
        all.put("controller.listener.names", "CONTROLLER");
        all.put("controller.quorum.voters", NODE_ID + "@" + controller);
        all.put("listeners", client + ",CONTROLLER://" + controller);
        all.put("advertised.listeners", client);
        all.put("log.dirs", log.toString());
        return all;
    }

    private static void formatOnce(Path log) {
        // written last, so a format that a crash cut short is done again
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        try {
            Files.createDirectories(log);
            new Formatter()
                    .setPrintStream(new PrintStream(PrintStream.nullOutputStream()))
                    .setNodeId(NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(log.toString())
                    .addDirectory(log.toString())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot format " + log + " for Kafka", e);
        }
    }

    /** Shuts the broker down cleanly; {@link #start} brings it back. */
    public synchronized void stop() {
        Running stopping = running;
        if (stopping == null) {
            return;
        }
        running = null;
        try {
            stopping.server().shutdown();
            stopping.server().awaitShutdown();
        } finally {
            stopping.lock().close();
        }
        LOG.info("Kafka broker on {} stopped", bootstrapServers());
    }

    public synchronized boolean isRunning() {
        return running != null;
    }

    public synchronized int port() {
        return port;
    }

    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port();
    }

    @Override
    public void close() {
        stop();
    }
}
