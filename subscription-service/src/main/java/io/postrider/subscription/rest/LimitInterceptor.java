package io.postrider.subscription.rest;

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
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.util.Optional;

/** Counts requests for what is limited, and says in headers what is left. */
public final class LimitInterceptor implements HandlerInterceptor {

    private static final String ADMIN = "SCOPE_admin";

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
            Authentication caller = SecurityContextHolder.getContext().getAuthentication();
            if (limited != null && caller != null) {
                Optional<ApiLimit> limit = rules.limit(limited.value(), isAdmin(caller));
                limit.ifPresent(found -> take(caller.getName(), limited.value(), found, response));
            }
        }
        return true;
    }

    private static boolean isAdmin(Authentication caller) {
        return caller.getAuthorities().stream()
                .anyMatch(authority -> ADMIN.equals(authority.getAuthority()));
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
