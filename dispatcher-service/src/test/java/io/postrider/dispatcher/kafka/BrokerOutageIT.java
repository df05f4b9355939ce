package io.postrider.dispatcher.kafka;

import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.testing.RealKafka;

import org.junit.jupiter.api.Test;

class BrokerOutageIT {

    @Test
    void goesOnByItselfWhenTheBrokerComesBack() {
        try (RealKafka.Own kafka = RealKafka.startOwn();
                DispatcherUnderTest dispatcher =
                        DispatcherUnderTest.on(kafka.bootstrapServers())
                                .with("postrider.dispatcher.batch-events", 20)) {
            dispatcher.start();
            dispatcher.subscribeNow(aSubscription("wh_a"));
            dispatcher.sendEvents(0, 5000);
            dispatcher.awaitDeliveries(1);

            kafka.stop();
            kafka.start();
            dispatcher.sendEvents(5000, 6000);
            dispatcher.awaitDeliveries(6000);
            dispatcher.stop();

            assertThat(dispatcher.deliveries())
                    .hasSize(6000)
                    .extracting(Delivery::id)
                    .doesNotHaveDuplicates();
        }
    }
}
