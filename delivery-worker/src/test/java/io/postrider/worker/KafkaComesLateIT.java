package io.postrider.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.testing.ContextStarts;
import io.postrider.testing.RealKafka;

import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class KafkaComesLateIT {

    @Test
    void theWorkerWaitsForKafkaAndItsHealthTellsTheTruth() throws Exception {
        try (RealKafka.Own kafka = RealKafka.startOwn()) {
            kafka.stop();
            try (ConfigurableApplicationContext worker =
                    ContextStarts.oneAtATime(() ->
                            DeliveryWorkerApplication.application()
                                    .run(
                                            "--server.port=0",
                                            "--spring.kafka.bootstrap-servers="
                                                    + kafka.bootstrapServers(),
                                            "--postrider.secrets.keys.k1=" + Fixtures.SECRETS_KEY,
                                            "--postrider.topics.provision=true",
                                            "--postrider.topics.retry-tiers=1s,2s"))) {
                String port = worker.getEnvironment().getRequiredProperty("local.server.port");
                assertThat(status(port, "liveness")).isEqualTo(200);
                assertThat(status(port, "readiness")).isEqualTo(503);
                kafka.start();

                World.await(() -> status(port, "readiness") == 200);
            }
        }
    }

    private static int status(String port, String group) throws IOException, InterruptedException {
        URI url = URI.create("http://localhost:" + port + "/actuator/health/" + group);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
