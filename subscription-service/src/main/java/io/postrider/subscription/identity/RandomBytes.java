package io.postrider.subscription.identity;

/** Unpredictable bytes. */
@FunctionalInterface
public interface RandomBytes {

    byte[] next(int count);
}
