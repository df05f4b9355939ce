package io.postrider.benchmarks.micro;

import io.postrider.model.AttemptReport;
import io.postrider.model.Delivery;
import io.postrider.model.Event;
import io.postrider.model.Payload;
import io.postrider.model.wire.AttemptCodec;
import io.postrider.model.wire.DeliveryCodec;
import io.postrider.model.wire.EventCodec;
import io.postrider.model.wire.StandardBody;
import io.postrider.model.wire.WireRecord;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.concurrent.TimeUnit;

/** Reading and writing what lies on the topics. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class CodecBenchmark {

    private final Delivery delivery = Samples.delivery();
    private final WireRecord deliveryRecord = DeliveryCodec.encode(delivery);
    private final AttemptReport report = Samples.report();
    private final WireRecord reportRecord = AttemptCodec.encode(report);
    private final WireRecord eventRecord = EventCodec.encode(Samples.event());

    @Benchmark
    public WireRecord deliveryEncode() {
        return DeliveryCodec.encode(delivery);
    }

    @Benchmark
    public Delivery deliveryDecode() {
        return DeliveryCodec.decode(deliveryRecord);
    }

    @Benchmark
    public WireRecord reportEncode() {
        return AttemptCodec.encode(report);
    }

    @Benchmark
    public AttemptReport reportDecode() {
        return AttemptCodec.decode(reportRecord);
    }

    @Benchmark
    public Event eventDecode() {
        return EventCodec.decode(eventRecord, Samples.NOW);
    }

    @Benchmark
    public Payload eventDecodeAndRender() {
        return StandardBody.render(EventCodec.decode(eventRecord, Samples.NOW));
    }
}
