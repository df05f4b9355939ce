package io.postrider.subscription.rest;

import io.postrider.subscription.limit.LimitedAction;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the method does may not be done as often as callers like. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Limited {

    LimitedAction value();
}
