package io.postrider.e2e;

import io.postrider.testing.RealPostgres;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The three services as three processes, on a Kafka and a PostgreSQL that a test can take away. */
final class Topology implements AutoCloseable {

    static final String SUBSCRIPTION = "subscription-service";
    static final String DISPATCHER = "dispatcher-service";
    static final String WORKER = "delivery-worker";

    final KafkaProcess kafka = KafkaProcess.started();
    final RealPostgres.Own postgres = RealPostgres.startOwn();
    private final RealPostgres.Database database = postgres.newDatabase();
    private final Map<String, Instance> instances = new LinkedHashMap<>();

    Topology() {
        Stream.of(SUBSCRIPTION, DISPATCHER, WORKER)
                .forEach(service -> instances.put(service, another(service, 1)));
    }

    /** An instance beside the first one, not started; the caller closes it. */
    Instance another(String service, int number) {
        return Instance.of(service, number, environment(service));
    }

    private Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("POSTRIDER_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        // the endpoints of the tests are on this machine
        environment.put("POSTRIDER_EGRESS_ALLOW", "127.0.0.0/8,::1/128");
        environment.put("POSTRIDER_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
        if (service.equals(SUBSCRIPTION)) {
            environment.put("POSTRIDER_TOPICS_PROVISION", "true");
            environment.put("POSTRIDER_ADMIN_KEY", Postrider.ADMIN_KEY);
            environment.put("POSTRIDER_DB_URL", database.jdbcUrl());
            environment.put("POSTRIDER_DB_USERNAME", database.username());
            environment.put("POSTRIDER_DB_PASSWORD", database.password());
        }
        return environment;
    }

    void startAll() {
        instances.values().forEach(Instance::start);
    }

    void start(String service) {
        instance(service).start();
    }

    /** The first one, of each service. */
    Instance instance(String service) {
        return Objects.requireNonNull(instances.get(service));
    }

    Instance worker() {
        return instance(WORKER);
    }

    Instance dispatcher() {
        return instance(DISPATCHER);
    }

    RunningProcess process(String service) {
        return instance(service).process();
    }

    Api api() {
        return new Api(instance(SUBSCRIPTION).url(), Postrider.ADMIN_KEY);
    }

    /** Starts what does not run, whatever a test has done to it, and waits until all is ready. */
    void mend() throws InterruptedException {
        if (!kafka.isRunning()) {
            kafka.start();
        }
        postgres.start();
        Instance subscription = instance(SUBSCRIPTION);
        if (!subscription.isRunning()) {
            subscription.start();
            // the others need the topics, which it makes
            subscription.awaitReady();
        }
        instances.values().stream()
                .filter(instance -> !instance.isRunning())
                .forEach(Instance::start);
        awaitReady();
    }

    void awaitReady() {
        instances.values().forEach(Instance::awaitReady);
    }

    void awaitReady(String service) {
        instance(service).awaitReady();
    }

    boolean isReady(String service) throws InterruptedException {
        return instance(service).isReady();
    }

    @Override
    public void close() {
        instances.values().forEach(Instance::close);
        kafka.close();
        postgres.close();
    }
}
