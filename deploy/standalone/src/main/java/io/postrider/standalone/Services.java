package io.postrider.standalone;

import io.postrider.dispatcher.DispatcherServiceApplication;
import io.postrider.dispatcher.matching.SubscriptionIndex;
import io.postrider.runtime.pipeline.Pipeline;
import io.postrider.runtime.pipeline.PipelineFailedEvent;
import io.postrider.subscription.SubscriptionServiceApplication;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.playground.Playground;
import io.postrider.subscription.playground.ReceivedRequest;
import io.postrider.worker.DeliveryWorkerApplication;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The three services, each in a Spring context of its own. */
final class Services implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    private static final String SUBSCRIPTION = "subscription";
    private static final String DISPATCHER = "dispatcher";
    private static final String WORKER = "worker";

    private final ServiceArguments arguments;
    private final Consumer<String> onFailure;
    private final Map<String, AtomicReference<ConfigurableApplicationContext>> contexts =
            new LinkedHashMap<>();
    private final AtomicReference<String> failure = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Services(ServiceArguments arguments, Consumer<String> onFailure) {
        this.arguments = arguments;
        this.onFailure = onFailure;
        List.of(SUBSCRIPTION, DISPATCHER, WORKER)
                .forEach(name -> contexts.put(name, new AtomicReference<>()));
    }

    /** Starts the one that makes the topics first. */
    void start() {
        SpringApplication subscription = SubscriptionServiceApplication.application();
        subscription.addInitializers(
                (ApplicationContextInitializer<ConfigurableApplicationContext>)
                        context -> {
                            var beans = context.getBeanFactory();
                            beans.registerSingleton(
                                    "dispatcherHealthIndicator", health(DISPATCHER));
                            beans.registerSingleton("workerHealthIndicator", health(WORKER));
                        });
        run(SUBSCRIPTION, subscription, arguments.subscriptionService());
        run(DISPATCHER, DispatcherServiceApplication.application(), arguments.dispatcherService());
        run(WORKER, DeliveryWorkerApplication.application(), arguments.deliveryWorker());
    }

    private void run(String name, SpringApplication application, String[] args) {
        application.setRegisterShutdownHook(false);
        application.addListeners(
                (ApplicationListener<PayloadApplicationEvent<?>>)
                        event -> {
                            if (event.getPayload() instanceof PipelineFailedEvent(String reason)) {
                                failed(reason);
                            }
                        });
        reference(name).set(application.run(args));
    }

    private AtomicReference<ConfigurableApplicationContext> reference(String name) {
        return Objects.requireNonNull(contexts.get(name));
    }

    private boolean isReady(String name) {
        ConfigurableApplicationContext context = reference(name).get();
        return context != null && context.getBean(Pipeline.class).isReady();
    }

    private void failed(String reason) {
        if (failure.compareAndSet(null, reason)) {
            onFailure.accept(reason);
        }
    }

    private HealthIndicator health(String name) {
        return () -> (isReady(name) ? Health.up() : Health.outOfService()).build();
    }

    /** Waits until every pipeline works. */
    void awaitReady() throws InterruptedException {
        await("the services to be ready", () -> contexts.keySet().stream().allMatch(this::isReady));
    }

    /**
     * Waits until the dispatcher knows a subscription: it learns of them by Kafka, a moment later.
     */
    void awaitSubscription() throws InterruptedException {
        SubscriptionIndex index =
                Objects.requireNonNull(reference(DISPATCHER).get())
                        .getBean(SubscriptionIndex.class);
        await("the dispatcher to know the webhook", () -> index.size() > 0);
    }

    /** Waits until the inbox has got something; its latest request. */
    ReceivedRequest awaitRequest(String inbox) throws InterruptedException {
        Playground playground =
                Objects.requireNonNull(reference(SUBSCRIPTION).get()).getBean(Playground.class);
        await(
                "the first event to reach the inbox",
                () ->
                        playground.list(Reach.EVERYBODY).stream()
                                .anyMatch(it -> it.id().equals(inbox)));
        return playground.requests(Reach.EVERYBODY, inbox).getFirst();
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (!condition.getAsBoolean()) {
            String reason = failure.get();
            if (reason != null) {
                throw new CannotStartException(reason);
            }
            if (System.nanoTime() > deadline) {
                throw new CannotStartException(
                        "waited %d s for %s, see the log: %s"
                                .formatted(LONGEST_WAIT.toSeconds(), what, LogFile.path()));
            }
            if (closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("stopped while starting");
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        // the API first, so that nothing new comes in while the rest finishes
        contexts.values().stream()
                .map(reference -> reference.getAndSet(null))
                .filter(Objects::nonNull)
                .forEach(ConfigurableApplicationContext::close);
    }
}
