package io.postrider.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one scenario came to.
 *
 * @param scenario its name
 * @param deliveriesPerS that arrived in a second of the measured part
 * @param ratioToDirect of that to what the direct client sent in a second; absent where the load
 *     was not flat out
 * @param latency from event due to POST received; absent where it is not what the scenario asks
 * @param cpuMicrosPerDelivery user and system time of the system under test
 * @param peakRssMebibytes of the system under test
 * @param more figures by their names, in the order in which they are shown
 */
public record Result(
        String scenario,
        double deliveriesPerS,
        OptionalDouble ratioToDirect,
        Optional<Percentiles> latency,
        OptionalDouble cpuMicrosPerDelivery,
        OptionalDouble peakRssMebibytes,
        Map<String, Number> more) {

    public Result {
        // keeps the order, as Map.copyOf does not
        more = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(more));
    }
}
