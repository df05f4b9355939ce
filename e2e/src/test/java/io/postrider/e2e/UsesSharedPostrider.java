package io.postrider.e2e;

import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For test classes that use {@link SharedPostrider}: they run one after the other, beside those
 * that start a system of their own.
 */
@ResourceLock("shared postrider")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface UsesSharedPostrider {}
