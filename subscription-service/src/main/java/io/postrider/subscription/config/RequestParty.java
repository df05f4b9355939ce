package io.postrider.subscription.config;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.quota.Party;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;

import java.util.Optional;

/** A thread works for the tenant of the request that it serves, or else for Postrider itself. */
final class RequestParty implements Party.Source {

    @Override
    public Party current() {
        if (RequestContextHolder.getRequestAttributes() == null) {
            return new Party.Background();
        }
        return tenant().<Party>map(Party.OfTenant::new).orElseGet(Party.Others::new);
    }

    private static Optional<TenantId> tenant() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(Authentication::getPrincipal)
                .filter(Caller.class::isInstance)
                .map(Caller.class::cast)
                .flatMap(caller -> caller.reach().tenant());
    }
}
