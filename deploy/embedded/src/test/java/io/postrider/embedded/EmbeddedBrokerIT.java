package io.postrider.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

class EmbeddedBrokerIT {

    @TempDir Path directory;

    @Test
    void keepsRecordsOffsetsAndClusterIdAcrossARestartOnTheSamePort() {
        try (EmbeddedBroker broker = EmbeddedBroker.started(EmbeddedBroker.Config.in(directory))) {
            Records records = new Records(broker.bootstrapServers());
            String clusterId = records.clusterId();
            records.createTopic();
            records.write("first");
            assertThat(records.readAs("readers", 1)).containsExactly("first");
            records.write("second");

            broker.stop();
            assertThat(broker.isRunning()).isFalse();
            broker.start();

            assertThat(broker.bootstrapServers()).isEqualTo(records.bootstrapServers());
            assertThat(records.clusterId()).isEqualTo(clusterId);
            assertThat(records.readAs("readers", 1)).containsExactly("second");
        }
    }

    @Test
    void keepsRecordsWhenItsProcessIsKilled() {
        int port = Ports.claim(0, "the test");
        ChildJvm.runAndKill(BrokerOwner.class, directory, port);

        try (EmbeddedBroker broker =
                EmbeddedBroker.started(EmbeddedBroker.Config.in(directory).onPort(port))) {
            Records records = new Records(broker.bootstrapServers());
            assertThat(records.readAs("readers", 1)).containsExactly("written before the kill");
            records.write("written after it");
            assertThat(records.readAs("readers", 1)).containsExactly("written after it");
        }
    }

    @Test
    void saysThatItsPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral(Ports.LOOPBACK))) {
            EmbeddedBroker.Config config =
                    EmbeddedBroker.Config.in(directory).onPort(other.getLocalPort());

            assertThatThrownBy(() -> EmbeddedBroker.started(config))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + other.getLocalPort())
                    .hasMessageContaining("Kafka");
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        EmbeddedBroker.Config config = EmbeddedBroker.Config.in(directory);
        try (EmbeddedBroker broker = EmbeddedBroker.started(config)) {
            assertThatThrownBy(() -> EmbeddedBroker.started(config))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessageContaining(directory.toString());
            assertThat(broker.isRunning()).isTrue();
        }
    }

    @Test
    void startsAfterAStartThatFailed() {
        EmbeddedBroker.Config config = EmbeddedBroker.Config.in(directory);
        assertThatThrownBy(() -> EmbeddedBroker.started(config.with("num.io.threads", "-1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("num.io.threads");

        try (EmbeddedBroker broker = EmbeddedBroker.started(config)) {
            assertThat(broker.isRunning()).isTrue();
        }
    }
}
