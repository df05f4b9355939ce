package io.postrider.dispatcher.kafka;

import static io.postrider.dispatcher.SubscriptionBuilder.aSubscription;
import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Delivery;
import io.postrider.runtime.pipeline.Pipeline;
import io.postrider.testing.RealKafka;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerOutageIT {

    private final RealKafka.Own kafka = RealKafka.startOwn();
    private final DispatcherUnderTest dispatcher =
            DispatcherUnderTest.on(kafka.bootstrapServers())
                    .with("postrider.dispatcher.batch-events", 20);

    @AfterEach
    void close() {
        dispatcher.close();
        kafka.close();
    }

    @Test
    void goesOnByItselfWhenTheBrokerComesBack() {
        stopInTheMiddleOf5000Events();
        kafka.start();

        assertEachOfThemOnce();
    }

    @Test
    void goesOnByItselfAfterAnOutageLongerThanItsTransaction() {
        dispatcher.with("postrider.dispatcher.transaction-timeout", "2s");
        stopInTheMiddleOf5000Events();
        await().until(() -> !dispatcher.bean(Pipeline.class).isReady());
        kafka.start();

        assertEachOfThemOnce();
        // it says so just after the last of them is committed
        await().until(() -> dispatcher.bean(Pipeline.class).isReady());
    }

    private void stopInTheMiddleOf5000Events() {
        dispatcher.start();
        dispatcher.subscribeNow(aSubscription("wh_a"));
        dispatcher.sendEvents(0, 5000);
        dispatcher.awaitDeliveries(1);
        kafka.stop();
    }

    private void assertEachOfThemOnce() {
        dispatcher.sendEvents(5000, 6000);
        dispatcher.awaitDeliveries(6000);
        assertThat(dispatcher.deliveries())
                .hasSize(6000)
                .extracting(Delivery::id)
                .doesNotHaveDuplicates();
    }
}
