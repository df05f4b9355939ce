package io.postrider.runtime.kafka;

import io.postrider.model.topic.Topic;
import io.postrider.model.topic.TopicLayout;
import io.postrider.model.topic.TopicSpec;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Creates the topics of a layout, and compares those on the broker with it. */
public final class TopicCheck {

    private static final Logger log = LoggerFactory.getLogger(TopicCheck.class);

    private static final int MOST_LOOKS = 200;
    private static final long MILLIS_BETWEEN_LOOKS = 50;

    private final Admin admin;
    private final TopicLayout layout;

    public TopicCheck(Admin admin, TopicLayout layout) {
        this.admin = admin;
        this.layout = layout;
    }

    /** Creates each topic that is missing, and returns when the broker shows them all. */
    public void provision() throws InterruptedException, ExecutionException {
        Set<String> present = admin.listTopics().names().get();
        List<TopicSpec> missing =
                layout.specs().stream().filter(spec -> !present.contains(spec.name())).toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, KafkaFuture<Void>> created =
                admin.createTopics(missing.stream().map(TopicCheck::newTopic).toList()).values();
        for (TopicSpec spec : missing) {
            confirm(spec, Objects.requireNonNull(created.get(spec.name())));
        }
        awaitVisible(missing);
    }

    private static NewTopic newTopic(TopicSpec spec) {
        return new NewTopic(spec.name(), spec.partitions(), (short) spec.replication())
                .configs(spec.settings());
    }

    private static void confirm(TopicSpec spec, KafkaFuture<Void> created)
            throws InterruptedException, ExecutionException {
        try {
            created.get();
            log.info("created topic {} with {} partitions", spec.name(), spec.partitions());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
            log.debug("topic {} was created by another service just now", spec.name());
        }
    }

    /** The controller creates topics; a broker learns of them a moment later. */
    private void awaitVisible(List<TopicSpec> created)
            throws InterruptedException, ExecutionException {
        List<String> names = created.stream().map(TopicSpec::name).toList();
        for (int look = 0; look < MOST_LOOKS; look++) {
            if (admin.listTopics().names().get().containsAll(names)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(MILLIS_BETWEEN_LOOKS);
        }
    }

    /**
     * Compares the topics on the broker with the layout.
     *
     * @throws TopicMismatchException naming each one that is missing or differs in what Postrider
     *     relies on
     */
    public void verify(Set<Topic> needed) throws InterruptedException, ExecutionException {
        List<TopicSpec> specs =
                layout.specs().stream().filter(spec -> needed.contains(spec.topic())).toList();
        Set<String> present = admin.listTopics().names().get();
        List<TopicSpec> missing =
                specs.stream().filter(spec -> !present.contains(spec.name())).toList();
        if (!missing.isEmpty()) {
            throw new TopicMismatchException(missing(missing));
        }
        List<String> differences = new ArrayList<>();
        settings(specs).forEach((spec, actual) -> differences.addAll(differences(spec, actual)));
        if (!differences.isEmpty()) {
            throw new TopicMismatchException(String.join("; ", differences));
        }
    }

    private static String missing(List<TopicSpec> specs) {
        String names =
                specs.stream()
                        .map(spec -> "%s (%d partitions)".formatted(spec.name(), spec.partitions()))
                        .collect(Collectors.joining(", "));
        return "topics are missing: %s; create them as docs/operations.md says, or set postrider.topics.provision=true"
                .formatted(names);
    }

    private Map<TopicSpec, Config> settings(List<TopicSpec> specs)
            throws InterruptedException, ExecutionException {
        Map<String, TopicSpec> byName =
                specs.stream().collect(Collectors.toMap(TopicSpec::name, spec -> spec));
        List<ConfigResource> resources =
                byName.keySet().stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        return admin.describeConfigs(resources).all().get().entrySet().stream()
                .collect(
                        Collectors.toMap(
                                entry -> byName.get(entry.getKey().name()), Map.Entry::getValue));
    }

    /**
     * A retry that waits must not be dropped by any retention, and its append time says when it is
     * due; elsewhere that is the operator's.
     */
    private static boolean matters(Topic topic, String setting) {
        return setting.equals("cleanup.policy")
                || (topic == Topic.RETRY
                        && (setting.startsWith("retention.")
                                || setting.equals("message.timestamp.type")));
    }

    private static List<String> differences(TopicSpec spec, Config actual) {
        List<String> differences = new ArrayList<>();
        spec.settings()
                .forEach((name, wanted) -> {
                    ConfigEntry entry = actual.get(name);
                    String found = entry == null ? "unset" : entry.value();
                    if (wanted.equals(found)) {
                        return;
                    }
                    if (matters(spec.topic(), name)) {
                        differences.add(
                                "topic %s must have %s=%s, not %s"
                                        .formatted(spec.name(), name, wanted, found));
                    } else if (name.equals("message.timestamp.type")) {
                        log.warn(
                                "topic {} has {}={}: records with times of the past are deleted"
                                        + " early; {} keeps them",
                                spec.name(),
                                name,
                                found,
                                wanted);
                    }
                });
        return differences;
    }
}
