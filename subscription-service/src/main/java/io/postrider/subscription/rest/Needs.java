package io.postrider.subscription.rest;

import io.postrider.subscription.access.Scope;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a caller must be allowed to do; without any scope it is enough to be known. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Needs {

    Scope[] value() default {};

    /** Whether it concerns all tenants at once, so that only those may who act for none. */
    boolean operator() default false;
}
