package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import java.util.function.Supplier;

/** Admits who may read the metrics of the deployment, which concern all tenants at once. */
public final class MetricsReaders implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext request) {
        return new AuthorizationDecision(
                authentication.get() instanceof CallerToken token && admits(token.getPrincipal()));
    }

    private static boolean admits(Caller caller) {
        return caller.reach().tenant().isEmpty() && caller.may(Scope.METRICS_READ);
    }
}
