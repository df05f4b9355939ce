package io.postrider.dispatcher;

import io.postrider.runtime.pipeline.PipelineFailedEvent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

import java.util.Map;

/** The dispatcher as a process, or as one context among others in a process. */
@SpringBootApplication
public class DispatcherServiceApplication {

    private static final int FAILURE = 1;

    /** The service, to be run; its configuration is {@code dispatcher-service.yml}. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(DispatcherServiceApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "dispatcher-service"));
        return application;
    }

    public static void main(String[] args) {
        SpringApplication application = application();
        application.addListeners(
                (ApplicationListener<PayloadApplicationEvent<?>>)
                        event -> {
                            if (event.getPayload() instanceof PipelineFailedEvent) {
                                exit();
                            }
                        });
        application.run(args);
    }

    /** On a thread of its own: the exit waits for the pipeline, whose thread brings the event. */
    private static void exit() {
        Thread.ofPlatform().name("exit").start(() -> System.exit(FAILURE));
    }
}
