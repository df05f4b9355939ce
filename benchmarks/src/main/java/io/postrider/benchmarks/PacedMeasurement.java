package io.postrider.benchmarks;

import io.postrider.benchmarks.load.EventProducer;
import io.postrider.benchmarks.load.Events;
import io.postrider.benchmarks.load.LoadThread;
import io.postrider.benchmarks.load.Pacing;
import io.postrider.benchmarks.receiver.Spread;
import io.postrider.benchmarks.receiver.Tally;
import io.postrider.benchmarks.system.UsageMeter;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * Measures a steady load several times over, under different circumstances.
 *
 * @param rate events a second
 * @param events of each measurement
 */
record PacedMeasurement(
        Rig rig, EventProducer producer, UsageMeter meter, Spread spread, int rate, long events) {

    /** Sends flat out until the system has seen many of the events, and waits for history. */
    void warmUp(Events warming) throws InterruptedException {
        rig.step("warming up");
        Tally tally = new Tally(spread);
        rig.receiver().countIn(tally);
        LoadThread flood = rig.flood(producer, warming, tally, 1);
        try (flood) {
            rig.awaitArrived(flood, tally, Rig.PACED_WARM_UPS * events, Rig.WARM_UP);
        }
        try (Watch watch = new Watch(rig, tally, meter)) {
            watch.drain(flood.next());
            watch.awaitHistory();
        }
    }

    /**
     * Sends at the rate and measures.
     *
     * @param settle before the measured part
     * @param arriving of so many events, those that are to arrive
     */
    void run(Watch watch, Events measured, Duration settle, LongUnaryOperator arriving)
            throws InterruptedException {
        Tally tally = watch.tally();
        rig.receiver().countIn(tally);
        long from = Math.min(events, rate * settle.toSeconds());
        long to = from + events;
        tally.measureFrom(from);
        tally.measureTo(to);
        Pacing pacing = new Pacing(rig.receiver().nanos(), rate);
        LoadThread paced = LoadThread.start(producer, rig.receiver(), measured, 0, pacing);
        try (paced) {
            rig.awaitSent(paced, tally, from);
            watch.begin();
            rig.awaitSent(paced, tally, to);
            watch.end();
        }
        watch.drain(arriving.applyAsLong(paced.next()));
    }
}
