package io.postrider.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The report for people. */
public final class TextReport {

    private static final String ROW = "%-14s %14s %10s %9s %9s %9s %12s %9s%n";
    private static final int MANY = 100;

    private TextReport() {}

    public static String of(Machine machine, List<Result> results) {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s, %d cores, %,d MB, %s, Java %s%n%n"
                        .formatted(
                                machine.cpu(),
                                machine.cores(),
                                machine.memoryMb(),
                                machine.kernel(),
                                machine.java()));
        text.append(
                ROW.formatted(
                        "scenario",
                        "deliveries/s",
                        "of direct",
                        "p50 ms",
                        "p99 ms",
                        "p99.9 ms",
                        "CPU us each",
                        "peak MB"));
        results.forEach(result -> text.append(row(result)));
        results.forEach(result -> more(text, result));
        return text.toString();
    }

    private static String row(Result result) {
        return ROW.formatted(
                result.scenario(),
                figure(result.deliveriesPerS()),
                figure(result.ratioToDirect()),
                figure(result.latency().stream().mapToDouble(Percentiles::p50).findFirst()),
                figure(result.latency().stream().mapToDouble(Percentiles::p99).findFirst()),
                figure(result.latency().stream().mapToDouble(Percentiles::p999).findFirst()),
                figure(result.cpuMicrosPerDelivery()),
                figure(result.peakRssMebibytes()));
    }

    private static void more(StringBuilder text, Result result) {
        if (result.more().isEmpty()) {
            return;
        }
        text.append("%n%s%n".formatted(result.scenario()));
        result.more()
                .forEach((name, value) ->
                        text.append(
                                "  %-32s %14s%n"
                                        .formatted(
                                                name.replace('_', ' '),
                                                figure(value.doubleValue()))));
    }

    private static String figure(OptionalDouble value) {
        return value.isPresent() ? figure(value.getAsDouble()) : "-";
    }

    private static String figure(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        if (value == Math.rint(value) || Math.abs(value) >= MANY) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
