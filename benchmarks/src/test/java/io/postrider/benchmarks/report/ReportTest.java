package io.postrider.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

class ReportTest {

    private static final Machine MACHINE = new Machine("a CPU", 2, 16_384, "Linux 6", "25");

    private static Result result() {
        Map<String, Number> more = new LinkedHashMap<>();
        more.put("lost", 0L);
        more.put("direct_per_s", 61_234.567);
        more.put("p99_ratio", Double.NaN);
        return new Result(
                "one-to-one",
                20_123.456,
                OptionalDouble.of(0.3456789),
                Optional.of(new Percentiles(1.5, 20, 100.25)),
                OptionalDouble.of(88.5),
                OptionalDouble.empty(),
                more);
    }

    @Test
    void jsonIsOneObjectOfMachineAndResults() {
        JsonNode report = new JsonMapper().readTree(JsonReport.of(MACHINE, List.of(result())));

        assertThat(report.propertyNames()).containsExactly("machine", "results");
        assertThat(report.get("machine").propertyNames())
                .containsExactly("cpu", "cores", "memory_mb", "kernel", "java");
        JsonNode first = report.get("results").get(0);
        assertThat(first.propertyNames())
                .containsExactly(
                        "scenario",
                        "deliveries_per_s",
                        "ratio_to_direct",
                        "p50_ms",
                        "p99_ms",
                        "p999_ms",
                        "cpu_us_per_delivery",
                        "peak_rss_mb",
                        "lost",
                        "direct_per_s",
                        "p99_ratio");
        assertThat(first.get("deliveries_per_s").asDouble()).isEqualTo(20_123.5);
        assertThat(first.get("ratio_to_direct").asDouble()).isEqualTo(0.345679);
        assertThat(first.get("p99_ms").toString()).isEqualTo("20");
        assertThat(first.get("peak_rss_mb").isNull()).isTrue();
        assertThat(first.get("p99_ratio").isNull()).isTrue();
        assertThat(first.get("lost").toString()).isEqualTo("0");
    }

    @Test
    void peopleReadATable() {
        assertThat(TextReport.of(MACHINE, List.of(result())))
                .contains("a CPU, 2 cores")
                .containsPattern("one-to-one +20,123 +0\\.35 +1\\.50 +20 +100 +88\\.50 +-")
                .containsPattern("direct per s +61,235");
    }

    @Test
    void percentilesAreInMilliseconds() {
        Histogram micros = new Histogram(3);
        for (int i = 1; i <= 1000; i++) {
            micros.recordValue(i * 1000L);
        }

        Percentiles percentiles = Percentiles.of(micros);

        assertThat(percentiles.p50()).isCloseTo(500, within(1.0));
        assertThat(percentiles.p99()).isCloseTo(990, within(1.0));
        assertThat(percentiles.p999()).isCloseTo(999, within(1.0));
    }
}
