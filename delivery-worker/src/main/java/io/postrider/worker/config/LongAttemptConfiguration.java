package io.postrider.worker.config;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postrider.worker.delivery.AttemptsUnderWay;
import io.postrider.worker.delivery.SafetyCopies;
import io.postrider.worker.kafka.KafkaOutbox;
import io.postrider.worker.kafka.ReturnedCopies;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.util.UUID;
import java.util.function.ToDoubleFunction;

/** Beans by which long attempts leave the windows of their partitions, and their meters. */
@Configuration(proxyBeanMethods = false)
class LongAttemptConfiguration {

    @Bean
    SafetyCopies safetyCopies(WorkerProperties properties, SteadyClock clock) {
        return new SafetyCopies(
                UUID.randomUUID().toString(), properties.longAttempts().toLimits(), clock);
    }

    @Bean
    AttemptsUnderWay attemptsUnderWay(
            WorkerProperties properties, SafetyCopies copies, KafkaOutbox outbox) {
        return new AttemptsUnderWay(properties.longAttempts().toLimits(), copies, outbox);
    }

    @Bean
    ReturnedCopies returnedCopies(SafetyCopies copies, KafkaOutbox outbox) {
        return new ReturnedCopies(copies, outbox);
    }

    @Bean
    MeterBinder longAttemptMeters(SafetyCopies copies) {
        return registry -> {
            Gauge.builder("postrider.attempts.outside.windows", copies, SafetyCopies::outside)
                    .register(registry);
            count(registry, copies, "written", SafetyCopies::writtenCount);
            count(registry, copies, "dropped", SafetyCopies::droppedCount);
            count(registry, copies, "renewed", SafetyCopies::renewedCount);
        };
    }

    private static void count(
            MeterRegistry registry,
            SafetyCopies copies,
            String what,
            ToDoubleFunction<SafetyCopies> count) {
        FunctionCounter.builder("postrider.safety.copies", copies, count)
                .tag("event", what)
                .register(registry);
    }
}
