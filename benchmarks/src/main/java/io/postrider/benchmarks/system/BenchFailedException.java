package io.postrider.benchmarks.system;

/** Why there is nothing to report, in a sentence for the person who asked. */
public final class BenchFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchFailedException(String sentence) {
        super(sentence);
    }

    public BenchFailedException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
