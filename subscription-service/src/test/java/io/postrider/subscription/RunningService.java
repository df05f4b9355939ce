package io.postrider.subscription;

import io.postrider.model.topic.Topic;
import io.postrider.testing.ContextStarts;
import io.postrider.testing.Patience;
import io.postrider.testing.RealPostgres;

import org.springframework.context.ConfigurableApplicationContext;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The whole service on a port of its own. */
public final class RunningService implements AutoCloseable {

    static final String KEY = "test-admin-key-0123456789";
    private static final String SECRETS_KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    private final ConfigurableApplicationContext context;
    private final String prefix;

    private RunningService(ConfigurableApplicationContext context, String prefix) {
        this.context = context;
        this.prefix = prefix;
    }

    static RunningService start(
            String bootstrapServers,
            RealPostgres.Database database,
            String prefix,
            String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=0",
                                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                                "--spring.datasource.url=" + database.jdbcUrl(),
                                "--spring.datasource.username=" + database.username(),
                                "--spring.datasource.password=" + database.password(),
                                "--spring.datasource.hikari.minimum-idle=1",
                                "--postrider.admin-key=" + KEY,
                                "--postrider.secrets.keys.k1=" + SECRETS_KEY,
                                "--postrider.topics.prefix=" + prefix,
                                "--postrider.topics.provision=true",
                                "--postrider.playground.enabled=true",
                                "--postrider.topics.retry-tiers=1s"));
        for (Topic topic : Topic.values()) {
            arguments.add("--postrider.topics.partitions." + topic + "=2");
        }
        for (String argument : more) {
            String name = argument.substring(0, argument.indexOf('=') + 1);
            arguments.removeIf(other -> other.startsWith(name));
            arguments.add(argument);
        }
        return new RunningService(
                ContextStarts.oneAtATime(() ->
                        SubscriptionServiceApplication.application()
                                .run(arguments.toArray(String[]::new))),
                prefix);
    }

    ApiClient api() {
        return new ApiClient(baseUri(), KEY);
    }

    URI baseUri() {
        return URI.create(
                "http://localhost:"
                        + Objects.requireNonNull(
                                context.getEnvironment().getProperty("local.server.port")));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    String topic(Topic topic) {
        return prefix + topic.shortName();
    }

    RunningService awaitReady() {
        ApiClient anyone = new ApiClient(baseUri(), "");
        Patience.await().until(() -> anyone.get("/actuator/health/readiness").status() == 200);
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
