package io.postrider.e2e;

import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For test classes that use {@link RestartedPostrider}: they run one after the other. */
@ResourceLock("restarted postrider")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface UsesRestartedPostrider {}
