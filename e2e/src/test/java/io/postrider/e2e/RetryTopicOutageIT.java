package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/**
 * Kafka takes no record into the retry topics for a while, as when their leader is away or their
 * access rights are wrong. A single broker cannot lose the leader of one topic alone, so it is the
 * rights that are taken away here.
 */
class RetryTopicOutageIT {

    private static final ResourcePattern RETRY_TOPICS =
            new ResourcePattern(ResourceType.TOPIC, KafkaView.RETRY, PatternType.PREFIXED);

    /** Once a rule names a topic, what no rule allows is forbidden. */
    private static final List<AclBinding> READ_ONLY =
            List.of(
                    rule(AclOperation.ALL, AclPermissionType.ALLOW),
                    rule(AclOperation.WRITE, AclPermissionType.DENY));

    private Scene scene;

    private static AclBinding rule(AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                RETRY_TOPICS, new AccessControlEntry("User:*", "*", operation, permission));
    }

    @BeforeEach
    void set() throws Exception {
        scene = Scene.set();
    }

    @AfterEach
    void strike() {
        giveBack();
        scene.close();
    }

    @Test
    void failedDeliveriesWaitInTheWorkerAndHealthyEndpointsGoOn() throws Exception {
        int count = 200;
        // refused, not out of order: an endpoint that keeps failing would be spared
        scene.receiver.answer("/failing", Answer.status(404));
        scene.webhook("/failing", Map.of("retry_policy", Scene.retries("1s", "1s")));
        scene.webhook("/healthy");
        Instance worker = scene.topology.worker();
        long putUpForRetry = scene.kafka.putUpForRetry();
        KafkaView.get(scene.kafka.admin().createAcls(READ_ONLY).all());
        await("the broker knows the rules")
                .atMost(Scene.LONGEST)
                .until(() ->
                        KafkaView.get(
                                        scene.kafka
                                                .admin()
                                                .describeAcls(AclBindingFilter.ANY)
                                                .values())
                                .containsAll(READ_ONLY));

        produceInTurn(0, count);
        worker.process().awaitLine("cannot produce to postrider.retry.1s", Scene.LONGEST);
        produceInTurn(count, 2 * count);
        await("the worker says that it does not work in full")
                .atMost(Scene.LONGEST)
                .until(() -> !worker.isReady());
        assertThat(scene.kafka.putUpForRetry()).isEqualTo(putUpForRetry);

        scene.receiver.answer("/failing", Answer.ok());
        giveBack();
        worker.process().awaitLine("producing works again", Scene.LONGEST);

        Arrivals arrivals = scene.awaitAll();
        // nothing was killed, so nothing is repeated but what failed: one retry for each failure
        assertThat(Arrivals.of(scene.receiver.received("/healthy")).posts().values())
                .containsOnly(1);
        assertThat(Arrivals.of(scene.receiver.received("/failing")).posts().values())
                .containsOnly(2);
        assertThat(arrivals.total()).isEqualTo(2 * count + 2 * 2 * count);
        worker.awaitReady();
    }

    /** A few at a time: what waits too long in its lane is put up for retry before any attempt. */
    private void produceInTurn(int from, int to) throws Exception {
        int turn = 20;
        for (int done = from; done < to; done += turn) {
            scene.produce(turn);
            scene.receiver.awaitReceived("/healthy", done + turn, Scene.LONGEST);
            scene.receiver.awaitReceived("/failing", done + turn, Scene.LONGEST);
        }
    }

    private void giveBack() {
        KafkaView.get(
                scene.kafka
                        .admin()
                        .deleteAcls(READ_ONLY.stream().map(AclBinding::toFilter).toList())
                        .all());
    }
}
