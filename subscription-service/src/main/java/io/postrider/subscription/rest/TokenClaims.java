package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Actor;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.TenantGate;

import org.springframework.security.oauth2.core.ClaimAccessor;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where what an identity provider signs says whom it is about and what they may do.
 *
 * @param tenant names the claim of whose things: a tenant's id, or {@code *} for everybody's
 * @param scope names the claim of what: a list, or a text with spaces between; what is no scope
 *     here is passed over
 */
public record TokenClaims(String tenant, String scope, TenantGate tenants) {

    private static final String EVERYBODY = "*";

    /** Who the claims, which must be known to be true, are about; nobody when they do not say. */
    Optional<Caller> caller(ClaimAccessor claims, String address) {
        String subject = text(claims, "sub");
        String name = Objects.requireNonNullElse(claims.getClaimAsString("name"), subject);
        return reach(claims)
                .filter(_ -> !subject.isEmpty())
                .map(reach ->
                        new Caller(
                                new Actor(Actor.Kind.TOKEN, subject, name, address),
                                reach,
                                scopes(claims)));
    }

    private static String text(ClaimAccessor claims, String name) {
        return Objects.requireNonNullElse(claims.getClaimAsString(name), "");
    }

    /** Who is not said to be of any tenant has nothing to open. */
    private Optional<Reach> reach(ClaimAccessor claims) {
        String named = text(claims, tenant);
        if (named.equals(EVERYBODY)) {
            return Optional.of(Reach.EVERYBODY);
        }
        try {
            return Optional.of(new TenantId(named)).filter(tenants::isKnown).map(Reach::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Set<Scope> scopes(ClaimAccessor claims) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Object claim = claims.getClaims().get(scope);
        Collection<?> texts =
                claim instanceof Collection<?> list
                        ? list
                        : List.of(String.valueOf(claim).split(" ", -1));
        Arrays.stream(Scope.values())
                .filter(scope -> texts.contains(scope.code()))
                .forEach(scopes::add);
        return scopes;
    }
}
