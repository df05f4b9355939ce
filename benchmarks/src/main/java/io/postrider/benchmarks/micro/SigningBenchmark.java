package io.postrider.benchmarks.micro;

import io.postrider.model.Delivery;
import io.postrider.model.signature.Ed25519;
import io.postrider.model.signature.HmacSha256;
import io.postrider.model.signature.SignatureScheme;
import io.postrider.model.signature.StandardSignature;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signing a POST of 1 KB. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Benchmark)
public class SigningBenchmark {

    private static final int KEY_BYTES = 32;

    private final Delivery delivery = Samples.delivery();
    private final List<SignatureScheme> hmac = List.of(HmacSha256.ofKey(new byte[KEY_BYTES]));
    private final List<SignatureScheme> ed25519 = List.of(Ed25519.ofSeed(new byte[KEY_BYTES]));

    @Benchmark
    public StandardSignature v1() {
        return StandardSignature.sign(delivery.id(), Samples.NOW, delivery.body(), hmac);
    }

    @Benchmark
    public StandardSignature v1a() {
        return StandardSignature.sign(delivery.id(), Samples.NOW, delivery.body(), ed25519);
    }
}
