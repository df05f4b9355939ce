package io.postrider.subscription;

import org.junit.jupiter.api.parallel.ResourceLock;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * For test classes that use {@link SharedService}: they run one after the other, beside those that
 * start a service of their own.
 */
@ResourceLock("shared service")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface UsesSharedService {}
