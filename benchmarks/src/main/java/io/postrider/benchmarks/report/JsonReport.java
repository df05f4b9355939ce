package io.postrider.benchmarks.report;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.OptionalDouble;

/** The report for programs: one JSON object. A figure that there is not is null. */
public final class JsonReport {

    private static final MathContext PRECISION = new MathContext(6);
    private static final JsonMapper JSON = new JsonMapper();

    private JsonReport() {}

    public static String of(Machine machine, List<Result> results) {
        ObjectNode report = JSON.createObjectNode();
        report.putObject("machine")
                .put("cpu", machine.cpu())
                .put("cores", machine.cores())
                .put("memory_mb", machine.memoryMb())
                .put("kernel", machine.kernel())
                .put("java", machine.java());
        var array = report.putArray("results");
        results.forEach(result -> array.add(node(result)));
        return report.toString();
    }

    private static ObjectNode node(Result result) {
        ObjectNode node = JSON.createObjectNode();
        node.put("scenario", result.scenario());
        node.put("deliveries_per_s", rounded(result.deliveriesPerS()));
        put(node, "ratio_to_direct", result.ratioToDirect());
        put(node, "p50_ms", latency(result, Percentiles::p50));
        put(node, "p99_ms", latency(result, Percentiles::p99));
        put(node, "p999_ms", latency(result, Percentiles::p999));
        put(node, "cpu_us_per_delivery", result.cpuMicrosPerDelivery());
        put(node, "peak_rss_mb", result.peakRssMebibytes());
        result.more().forEach((name, value) -> node.put(name, rounded(value.doubleValue())));
        return node;
    }

    private static OptionalDouble latency(
            Result result, java.util.function.ToDoubleFunction<Percentiles> figure) {
        return result.latency().stream().mapToDouble(figure).findFirst();
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, rounded(value.getAsDouble()));
        } else {
            node.putNull(name);
        }
    }

    /** Whole numbers stay as they are; what nothing was counted for is no number. */
    private static @Nullable BigDecimal rounded(double value) {
        if (!Double.isFinite(value)) {
            return null;
        }
        if (value == Math.rint(value)) {
            return BigDecimal.valueOf((long) value);
        }
        return new BigDecimal(value).round(PRECISION).stripTrailingZeros();
    }
}
