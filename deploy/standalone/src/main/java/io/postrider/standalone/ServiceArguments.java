package io.postrider.standalone;

import io.postrider.embedded.EmbeddedBroker;
import io.postrider.embedded.EmbeddedDatabase;
import io.postrider.model.egress.Network;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the services are told beside their own configuration files. */
record ServiceArguments(
        int port,
        String adminKey,
        String secretsKey,
        List<Network> allowedNetworks,
        EmbeddedBroker broker,
        EmbeddedDatabase database) {

    private static final String INSTANCE = "--postrider.instance=standalone";
    private static final String NO_WEB_SERVER = "--spring.main.web-application-type=none";

    /** Spring Boot sees the database driver of the subscription service on the one class path. */
    private static final String NO_DATABASE =
            "--spring.autoconfigure.exclude="
                    + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration";

    String[] subscriptionService() {
        return arguments(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--postrider.admin-key=" + adminKey,
                "--postrider.playground.enabled=true",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--management.endpoint.health.group.readiness.include="
                        + "readinessState,pipeline,db,dispatcher,worker");
    }

    String[] dispatcherService() {
        return arguments(NO_WEB_SERVER, NO_DATABASE, INSTANCE);
    }

    String[] deliveryWorker() {
        return arguments(NO_WEB_SERVER, NO_DATABASE, INSTANCE);
    }

    private static String joined(List<Network> networks) {
        return networks.stream().map(Network::toString).collect(Collectors.joining(","));
    }

    private String[] arguments(String... own) {
        List<String> common =
                List.of(
                        "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                        "--postrider.topics.provision=true",
                        "--postrider.secrets.keys.k1=" + secretsKey,
                        "--postrider.secrets.sealing-key=k1",
                        "--postrider.egress.allow=" + joined(allowedNetworks),
                        "--spring.main.banner-mode=off");
        return Stream.concat(common.stream(), Stream.of(own)).toArray(String[]::new);
    }
}
