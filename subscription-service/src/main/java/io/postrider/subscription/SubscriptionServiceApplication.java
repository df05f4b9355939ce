package io.postrider.subscription;

import io.postrider.runtime.pipeline.PipelineFailedEvent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import java.util.Map;

/** The subscription service as a process of its own, or as part of another. */
@SpringBootApplication
public class SubscriptionServiceApplication {

    private static final String NAME = "subscription-service";

    /** The service, to be run; it reads its settings from {@code subscription-service.yml}. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(SubscriptionServiceApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", NAME));
        return application;
    }

    public static void main(String[] args) {
        SpringApplication application = application();
        application.addListeners(new ExitOnFailure());
        application.run(args);
    }

    /** On a thread of its own: what ends the process waits for the thread that has failed. */
    private static final class ExitOnFailure
            implements ApplicationListener<PayloadApplicationEvent<PipelineFailedEvent>> {

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<PipelineFailedEvent> event) {
            Thread.ofPlatform().name("exit").start(() -> System.exit(1));
        }
    }
}
