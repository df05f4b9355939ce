package io.postrider.subscription.rest;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

import java.util.function.Supplier;

/** Lets in whoever may see what concerns all tenants at once. */
public final class OperatorsOnly implements AuthorizationManager<RequestAuthorizationContext> {

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication,
            RequestAuthorizationContext request) {
        return new AuthorizationDecision(
                authentication.get() instanceof CallerToken token
                        && token.getPrincipal().isOperator());
    }
}
