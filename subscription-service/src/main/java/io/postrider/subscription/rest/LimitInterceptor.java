package io.postrider.subscription.rest;

import io.postrider.subscription.access.Actor;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.limit.Allowance;
import io.postrider.subscription.limit.ApiLimit;
import io.postrider.subscription.limit.ApiLimits;
import io.postrider.subscription.limit.LimitRules;
import io.postrider.subscription.limit.LimitedAction;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.util.Optional;

/** Counts requests for what is limited, and says in headers what is left. */
public final class LimitInterceptor implements HandlerInterceptor {

    private final LimitRules rules;
    private final ApiLimits limits;

    public LimitInterceptor(LimitRules rules, ApiLimits limits) {
        this.rules = rules;
        this.limits = limits;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method) {
            Limited limited = method.getMethodAnnotation(Limited.class);
            if (limited != null) {
                Caller caller = AccessInterceptor.callerOf(request);
                Optional<ApiLimit> limit = rules.limit(limited.value(), isExempt(caller));
                limit.ifPresent(
                        found -> take(caller.actor().id(), limited.value(), found, response));
            }
        }
        return true;
    }

    /** The admin key stays so where it acts for a tenant. */
    private static boolean isExempt(Caller caller) {
        return caller.isOperator() || caller.actor().kind() == Actor.Kind.ADMIN_KEY;
    }

    private void take(
            String caller, LimitedAction action, ApiLimit limit, HttpServletResponse response) {
        Allowance allowance = limits.take(caller, action, limit);
        response.setHeader("X-RateLimit-Limit", Integer.toString(limit.requests()));
        response.setHeader("X-RateLimit-Remaining", Integer.toString(allowance.remaining()));
        response.setHeader(
                "X-RateLimit-Reset", Long.toString(allowance.resetsAt().getEpochSecond()));
        if (!allowance.allowed()) {
            long seconds = allowance.resetsIn().toSeconds();
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
            throw new RefusedException(
                    new Refusal.TooMany(
                            "%d requests of this kind in %d seconds are allowed; try again in %d seconds"
                                    .formatted(
                                            limit.requests(),
                                            limit.window().toSeconds(),
                                            seconds)));
        }
    }
}
