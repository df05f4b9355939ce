package io.postrider.subscription.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Needs no key. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface OpenToAll {}
