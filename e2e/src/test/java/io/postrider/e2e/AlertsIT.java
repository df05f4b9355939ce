package io.postrider.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.testing.Answer;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alerting rules that are shipped are about metrics that the services have. */
class AlertsIT {

    private static final Path RULES =
            Path.of(System.getProperty("postrider.home"), "deploy/monitoring/alerts.yml");

    private static final Pattern SELECTOR =
            Pattern.compile("(postrider_[a-z_]+)(?:\\{([a-z_]+)(=~|!=|=)\"([^\"]*)\"})?");

    @Test
    void everyRuleIsAboutMetricsThatThereAre() throws Exception {
        List<MatchResult> selectors = SELECTOR.matcher(Files.readString(RULES)).results().toList();
        assertThat(selectors).hasSizeGreaterThan(10);
        try (Scene scene = Scene.set()) {
            scene.receiver.answer("/gone", Answer.status(410));
            scene.webhook("/good");
            scene.webhook("/gone");
            scene.produce(1);

            await("every metric of the rules is there")
                    .atMost(Scene.LONGEST)
                    .untilAsserted(() -> assertThat(missing(selectors, scene)).isEmpty());
        }
    }

    private static List<String> missing(List<MatchResult> selectors, Scene scene) {
        List<String> metrics = scrape(scene.topology);
        return selectors.stream()
                .filter(selector -> metrics.stream().noneMatch(line -> matches(line, selector)))
                .map(MatchResult::group)
                .toList();
    }

    private static boolean matches(String line, MatchResult selector) {
        if (!line.startsWith(selector.group(1) + "{")
                && !line.startsWith(selector.group(1) + " ")) {
            return false;
        }
        String label = selector.group(2);
        if (label == null) {
            return true;
        }
        var value = Pattern.compile("[{,]" + label + "=\"([^\"]*)\"").matcher(line);
        return value.find()
                && switch (selector.group(3)) {
                    case "=" -> value.group(1).equals(selector.group(4));
                    case "!=" -> !value.group(1).equals(selector.group(4));
                    default -> value.group(1).matches(selector.group(4));
                };
    }

    private static List<String> scrape(Topology topology) {
        return Stream.of(Topology.SUBSCRIPTION, Topology.DISPATCHER, Topology.WORKER)
                .map(topology::instance)
                .map(instance -> new Api(instance.url(), Postrider.ADMIN_KEY))
                .flatMap(api -> api.text("/actuator/prometheus").lines())
                .toList();
    }
}
