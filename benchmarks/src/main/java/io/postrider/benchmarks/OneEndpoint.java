package io.postrider.benchmarks;

import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.report.Result;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * All events for one endpoint, flat out, beside the same events for many.
 *
 * @param many endpoints of the comparison
 * @param events of each measurement
 */
record OneEndpoint(String name, int many, long events) implements Scenario {

    @Override
    public Result run(Session session) throws InterruptedException {
        Result many = load(this.many).run(session);
        Result one = load(1).run(session);
        Map<String, Number> more = new LinkedHashMap<>(one.more());
        more.put("many_endpoints", this.many);
        more.put("many_deliveries_per_s", many.deliveriesPerS());
        more.put("one_to_many_ratio", one.deliveriesPerS() / many.deliveriesPerS());
        return new Result(
                name,
                one.deliveriesPerS(),
                one.ratioToDirect(),
                one.latency(),
                one.cpuMicrosPerDelivery(),
                one.peakRssMebibytes(),
                more);
    }

    private Load load(int endpoints) {
        return new Load(name, new Spread(endpoints, 1), events, OptionalInt.empty());
    }
}
