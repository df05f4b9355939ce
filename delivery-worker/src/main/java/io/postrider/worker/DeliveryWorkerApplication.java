package io.postrider.worker;

import io.postrider.runtime.pipeline.PipelineFailedEvent;
import io.postrider.worker.config.WorkerConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Import;

import java.util.Map;

/** The delivery worker as a process, or as a part of another one. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WorkerConfiguration.class)
public class DeliveryWorkerApplication {

    /** Ready to run, with {@code delivery-worker.yml} as its configuration file. */
    public static SpringApplication application() {
        SpringApplication application = new SpringApplication(DeliveryWorkerApplication.class);
        application.setDefaultProperties(Map.of("spring.config.name", "delivery-worker"));
        return application;
    }

    public static void main(String[] args) {
        SpringApplication application = application();
        application.addListeners(new ExitOnFailure());
        application.run(args);
    }

    /** On a thread of its own, because the exit waits for the thread that tells of the failure. */
    private static final class ExitOnFailure
            implements ApplicationListener<PayloadApplicationEvent<PipelineFailedEvent>> {

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<PipelineFailedEvent> event) {
            Thread.ofPlatform().name("exit").start(() -> System.exit(1));
        }
    }
}
