package io.postrider.runtime.config;

import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.runtime.pipeline.Pipeline;
import io.postrider.runtime.pipeline.PipelineFailedEvent;
import io.postrider.runtime.pipeline.PipelineStage;
import io.postrider.testing.RealKafka;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

class PipelineConfigurationIT {

    @Test
    void provisionsTheTopicsAndStartsTheStagesInTheirOrder() {
        try (var context = service(kafka(), "--postrider.topics.provision=true")) {
            Pipeline pipeline = context.getBean(Pipeline.class);
            await().until(pipeline::isReady);

            assertThat(context.getBean(Notes.class).lines).containsExactly("start a", "start b");
            assertThat(health(context)).isEqualTo(Status.UP);
        }
    }

    @Test
    void tellsWhichTopicsAreMissing() {
        try (var context = service(kafka(), "--postrider.topics.provision=false")) {
            Notes notes = context.getBean(Notes.class);
            await().until(() -> !notes.lines.isEmpty());

            assertThat(notes.lines)
                    .singleElement()
                    .asString()
                    .contains(context.getBean(TopicLayout.class).name(Topic.EVENTS));
            assertThat(health(context)).isEqualTo(Status.OUT_OF_SERVICE);
        }
    }

    @Test
    void stopsPromptlyWhileNoBrokerAnswers() throws IOException {
        try (var silent = new ServerSocket(0)) {
            ConfigurableApplicationContext context =
                    service(
                            "localhost:" + silent.getLocalPort(),
                            "--postrider.topics.provision=true");
            assertThat(health(context)).isEqualTo(Status.OUT_OF_SERVICE);
            var _ = silent.accept(); // by now it waits for the answer

            // the client itself would wait for 15 s
            assertTimeoutPreemptively(Duration.ofSeconds(10), context::close);
        }
    }

    private static String kafka() {
        return RealKafka.shared().bootstrapServers();
    }

    private static Status health(ConfigurableApplicationContext context) {
        HealthIndicator indicator =
                context.getBean("pipelineHealthIndicator", HealthIndicator.class);
        return Objects.requireNonNull(indicator.health()).getStatus();
    }

    private static ConfigurableApplicationContext service(String bootstrap, String more) {
        return new SpringApplicationBuilder(Service.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(
                        "--spring.main.banner-mode=off",
                        "--spring.kafka.bootstrap-servers=" + bootstrap,
                        "--postrider.topics.prefix=t" + UUID.randomUUID() + ".",
                        "--postrider.topics.retry-tiers=1s",
                        more);
    }

    static final class Notes {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @EventListener
        void failed(PipelineFailedEvent event) {
            lines.add(event.reason());
        }
    }

    private record Noting(String name, Notes notes) implements PipelineStage {
        @Override
        public void start() {
            notes.lines.add("start " + name);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void stop() {
            notes.lines.add("stop " + name);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(KafkaProperties.class)
    @Import(PipelineConfiguration.class)
    static class Service {

        @Bean
        Notes notes() {
            return new Notes();
        }

        @Bean
        @Order(2)
        PipelineStage later(Notes notes) {
            return new Noting("b", notes);
        }

        @Bean
        @Order(1)
        PipelineStage earlier(Notes notes) {
            return new Noting("a", notes);
        }
    }
}
