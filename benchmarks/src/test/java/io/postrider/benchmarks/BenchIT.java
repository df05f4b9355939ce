package io.postrider.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code ./postrider bench} as a person or a program calls it, with a load that is soon over. */
class BenchIT {

    private static final Path HOME = Path.of(System.getProperty("postrider.home"));

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void printsOneJsonObjectAndLosesNothing(@TempDir Path directory) throws Exception {
        Path output = directory.resolve("output.json");
        Path progress = directory.resolve("progress.txt");
        ProcessBuilder command =
                new ProcessBuilder(
                        HOME.resolve("postrider").toString(),
                        "bench",
                        "--events=2000",
                        "--endpoints=5",
                        "--json");
        // what the system under test writes goes where the test can look for what is left
        command.environment().put("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + directory);
        command.redirectOutput(output.toFile()).redirectError(progress.toFile());

        Process bench = command.start();

        assertThat(bench.waitFor()).as(Files.readString(progress)).isZero();
        JsonNode report = new JsonMapper().readTree(Files.readString(output));
        assertThat(report.propertyNames()).containsExactly("machine", "results");
        JsonNode result = report.get("results").get(0);
        assertThat(result.get("scenario").asString()).isEqualTo("custom");
        for (String figure :
                List.of(
                        "deliveries_per_s",
                        "ratio_to_direct",
                        "p50_ms",
                        "p99_ms",
                        "p999_ms",
                        "direct_per_s")) {
            assertThat(result.get(figure).asDouble()).as(figure).isPositive();
        }
        assertThat(result.get("measured_deliveries").asLong()).isGreaterThanOrEqualTo(2_000);
        assertThat(result.get("lost").asLong()).isZero();
        assertThat(result.get("duplicates").asLong()).isZero();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .as("nothing is left behind")
                    .noneMatch(name -> name.startsWith("postrider-bench-"));
        }
    }
}
