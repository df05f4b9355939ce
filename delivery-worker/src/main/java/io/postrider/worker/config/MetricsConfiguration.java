package io.postrider.worker.config;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.postrider.worker.delivery.DeliveryJob;
import io.postrider.worker.delivery.DeliveryRunner;
import io.postrider.worker.endpoint.EndpointRegistry;
import io.postrider.worker.kafka.DeliveryConsumer;
import io.postrider.worker.kafka.ReleaseCredit;
import io.postrider.worker.kafka.RetryRelay;
import io.postrider.worker.lane.LaneBoard;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators can watch. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    MicrometerTelemetry telemetry(MeterRegistry registry) {
        return new MicrometerTelemetry(registry);
    }

    @Bean
    MeterBinder deliveryGauges(
            DeliveryRunner runner, LaneBoard<DeliveryJob> lanes, EndpointRegistry endpoints) {
        return registry -> {
            Gauge.builder("postrider.attempts.in.flight", runner, DeliveryRunner::attempting)
                    .register(registry);
            Gauge.builder("postrider.lanes", lanes, LaneBoard::size).register(registry);
            Gauge.builder("postrider.endpoints.failing", lanes, LaneBoard::failing)
                    .register(registry);
            Gauge.builder("postrider.endpoints", endpoints, EndpointRegistry::size)
                    .register(registry);
            Gauge.builder("postrider.endpoints.unusable", endpoints, EndpointRegistry::unusable)
                    .register(registry);
        };
    }

    @Bean
    MeterBinder consumerGauges(DeliveryConsumer consumer) {
        return registry -> {
            var gauge = consumer.gauge();
            Gauge.builder("postrider.deliveries.in.hand", gauge, g -> g.records())
                    .register(registry);
            Gauge.builder("postrider.deliveries.in.hand.size", gauge, g -> g.bytes())
                    .baseUnit("bytes")
                    .register(registry);
            Gauge.builder("postrider.window.fill", gauge, g -> g.fullest()).register(registry);
        };
    }

    @Bean
    MeterBinder relayGauges(RetryRelay relay, ReleaseCredit credit) {
        return registry -> {
            Gauge.builder("postrider.relay.credit", credit, ReleaseCredit::left).register(registry);
            relay.gauge()
                    .topics()
                    .forEach(topic ->
                            Gauge.builder(
                                            "postrider.relay.held",
                                            relay.gauge(),
                                            gauge -> gauge.held(topic))
                                    .tag("topic", topic)
                                    .register(registry));
        };
    }
}
