package io.postrider.runtime.kafka;

import static io.postrider.testing.Patience.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.model.retry.RetryLadder;
import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.topic.TopicSpec;
import io.postrider.testing.Patience;
import io.postrider.testing.RealKafka;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

class TopicCheckIT {

    private static final Set<Topic> ALL = EnumSet.allOf(Topic.class);

    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", RealKafka.shared().bootstrapServers()));
    private final TopicLayout layout =
            new TopicLayout(
                    "t" + UUID.randomUUID() + ".",
                    1,
                    Map.of(
                            Topic.EVENTS, 3,
                            Topic.DELIVERIES, 2,
                            Topic.ATTEMPTS, 1,
                            Topic.DEAD_LETTERS, 1,
                            Topic.RETRY, 2),
                    Map.of(Topic.EVENTS, Duration.ofHours(5)),
                    64 * 1024,
                    new RetryLadder(List.of(Duration.ofSeconds(1), Duration.ofMinutes(1))));
    private final TopicCheck check = new TopicCheck(admin, layout);

    @AfterEach
    void close() throws InterruptedException, ExecutionException {
        Set<String> present = admin.listTopics().names().get();
        admin.deleteTopics(names().stream().filter(present::contains).toList()).all().get();
        admin.close();
    }

    @Test
    void createsEveryTopicWithItsPartitionsAndSettings() throws Exception {
        check.provision();

        assertEveryTopicIsAsTheLayoutSays();
    }

    @Test
    void passesRightAfterProvision() throws Exception {
        check.provision();

        assertThatCode(() -> check.verify(ALL)).doesNotThrowAnyException();
    }

    @Test
    void provisioningTwiceChangesNothing() throws Exception {
        check.provision();
        setTo(layout.name(Topic.EVENTS), "retention.ms", "1234567");

        check.provision();

        await().untilAsserted(() ->
                assertThat(setting(layout.name(Topic.EVENTS), "retention.ms"))
                        .isEqualTo("1234567"));
        check.verify(ALL);
    }

    @Test
    void createsWhatIsMissingBesideWhatIsThere() throws Exception {
        check.provision();
        admin.deleteTopics(List.of(layout.name(Topic.DELIVERIES))).all().get();
        await().until(() -> !present().contains(layout.name(Topic.DELIVERIES)));

        check.provision();

        assertEveryTopicIsAsTheLayoutSays();
    }

    @Test
    void twoServicesMayProvisionAtATime() throws Exception {
        CyclicBarrier bothHaveSeenThatAllIsMissing = new CyclicBarrier(2);
        Callable<Void> provision =
                () -> {
                    new TopicCheck(meetingAfterItsFirstLook(bothHaveSeenThatAllIsMissing), layout)
                            .provision();
                    return null;
                };

        try (var threads = Executors.newFixedThreadPool(2)) {
            for (Future<Void> done : threads.invokeAll(List.of(provision, provision))) {
                assertThatCode(done::get).doesNotThrowAnyException();
            }
        }

        assertEveryTopicIsAsTheLayoutSays();
    }

    @Test
    void namesEachMissingTopicAndHowToCreateIt() {
        assertThatThrownBy(() -> check.verify(ALL))
                .isInstanceOf(TopicMismatchException.class)
                .hasMessageContainingAll(names().toArray(String[]::new))
                .hasMessageContaining(layout.name(Topic.EVENTS) + " (3 partitions)")
                .hasMessageContaining("postrider.topics.provision=true");
    }

    @Test
    void asksOnlyForTheTopicsThatAreNeeded() throws Exception {
        check.provision();
        admin.deleteTopics(List.of(layout.name(Topic.DELIVERIES))).all().get();
        await().until(() -> !present().contains(layout.name(Topic.DELIVERIES)));

        assertThatCode(() -> check.verify(EnumSet.of(Topic.EVENTS, Topic.RETRY)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check.verify(ALL))
                .hasMessageContaining(layout.name(Topic.DELIVERIES))
                .hasMessageNotContaining(layout.name(Topic.EVENTS));
    }

    @Test
    void namesAWrongCleanupPolicyAndAWrongTimestampType() throws Exception {
        String subscriptions = layout.name(Topic.SUBSCRIPTIONS);
        String retry = layout.retryName(Duration.ofSeconds(1));
        check.provision();
        setTo(subscriptions, "cleanup.policy", "delete");
        setTo(retry, "message.timestamp.type", "CreateTime");

        await().untilAsserted(() ->
                assertThatThrownBy(() -> check.verify(ALL))
                        .isInstanceOf(TopicMismatchException.class)
                        .hasMessageContaining(
                                "topic %s must have cleanup.policy=compact, not delete",
                                subscriptions)
                        .hasMessageContaining(
                                "topic %s must have message.timestamp.type=LogAppendTime, not"
                                        + " CreateTime",
                                retry)
                        .hasMessageNotContaining(layout.name(Topic.EVENTS)));
    }

    @Test
    void leavesTheRestToTheOperator() throws Exception {
        check.provision();
        setTo(layout.name(Topic.EVENTS), "message.timestamp.type", "CreateTime");
        setTo(layout.name(Topic.EVENTS), "retention.ms", "1234567");
        await().until(() -> "1234567".equals(setting(layout.name(Topic.EVENTS), "retention.ms")));

        assertThatCode(() -> check.verify(ALL)).doesNotThrowAnyException();
    }

    private List<String> names() {
        return layout.specs().stream().map(TopicSpec::name).toList();
    }

    private Set<String> present() throws InterruptedException, ExecutionException {
        return admin.listTopics().names().get();
    }

    private void assertEveryTopicIsAsTheLayoutSays() throws Exception {
        Map<String, TopicDescription> topics = admin.describeTopics(names()).allTopicNames().get();
        assertThat(layout.specs()).hasSize(9);
        for (TopicSpec spec : layout.specs()) {
            assertThat(Objects.requireNonNull(topics.get(spec.name())).partitions())
                    .as(spec.name())
                    .hasSize(spec.partitions());
            for (Map.Entry<String, String> wanted : spec.settings().entrySet()) {
                assertThat(setting(spec.name(), wanted.getKey()))
                        .as("%s of %s", wanted.getKey(), spec.name())
                        .isEqualTo(wanted.getValue());
            }
        }
    }

    private String setting(String topic, String name)
            throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource));
        return config.get(name).value();
    }

    private void setTo(String topic, String name, String value)
            throws InterruptedException, ExecutionException {
        admin.incrementalAlterConfigs(
                        Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry(name, value),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();
    }

    /** The same client, that waits for the other one after it has listed the topics. */
    private Admin meetingAfterItsFirstLook(CyclicBarrier both) {
        AtomicBoolean looked = new AtomicBoolean();
        return (Admin)
                Proxy.newProxyInstance(
                        Admin.class.getClassLoader(),
                        new Class<?>[] {Admin.class},
                        (_, method, arguments) -> {
                            try {
                                Object result = method.invoke(admin, arguments);
                                if (result instanceof ListTopicsResult topics
                                        && !looked.getAndSet(true)) {
                                    topics.names().get();
                                    both.await(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS);
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
