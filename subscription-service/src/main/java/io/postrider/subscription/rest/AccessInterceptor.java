package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import java.util.Optional;

/**
 * Says what callers may do. A method that does not say what it needs is open to nobody, so that
 * none can be forgotten.
 */
public final class AccessInterceptor implements HandlerInterceptor {

    /** Names the tenant for which somebody acts who is bound to none. */
    static final String TENANT_HEADER = "X-Postrider-Tenant";

    private static final String CALLER = AccessInterceptor.class.getName() + ".caller";

    private final TenantGate tenants;

    public AccessInterceptor(TenantGate tenants) {
        this.tenants = tenants;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getPackage().equals(AccessInterceptor.class.getPackage())
                && method.getMethodAnnotation(OpenToAll.class) == null) {
            Caller caller = effective(request);
            require(caller, Optional.ofNullable(method.getMethodAnnotation(Needs.class)));
            request.setAttribute(CALLER, caller);
        }
        return true;
    }

    private static void require(Caller caller, Optional<Needs> needs) {
        if (needs.isEmpty()) {
            throw RefusedException.forbidden("This is open to nobody");
        }
        for (Scope scope : needs.get().value()) {
            if (!caller.may(scope)) {
                throw RefusedException.forbidden("This needs the scope " + scope.code());
            }
        }
        if (needs.get().operator() && !caller.isOperator()) {
            throw RefusedException.forbidden(
                    "This concerns all tenants, and needs a key that is bound to none and acts for"
                            + " none");
        }
    }

    private Caller effective(HttpServletRequest request) {
        Caller caller = authenticated().getPrincipal();
        return Parameters.read(
                        TENANT_HEADER,
                        Optional.ofNullable(request.getHeader(TENANT_HEADER)),
                        TenantId::new)
                .map(tenant -> actingFor(caller, tenant))
                .orElse(caller);
    }

    private Caller actingFor(Caller caller, TenantId tenant) {
        Caller acting = caller.actingFor(tenant);
        if (!tenants.isKnown(tenant)) {
            throw RefusedException.parameter(TENANT_HEADER, TenantGate.unknown(tenant));
        }
        return acting;
    }

    static CallerToken authenticated() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken token) {
            return token;
        }
        throw RefusedException.unauthenticated("The API key is missing");
    }

    /** The caller that may do what it asks for. */
    static Caller callerOf(HttpServletRequest request) {
        if (request.getAttribute(CALLER) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("nobody was let in");
    }
}
