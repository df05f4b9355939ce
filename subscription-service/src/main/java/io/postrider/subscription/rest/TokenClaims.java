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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads from the claims of an identity provider whom a token is about and what they may do.
 *
 * @param names of the claims
 * @param roles scopes by the values of the role claim
 */
public record TokenClaims(Names names, Map<String, Set<Scope>> roles, TenantGate tenants) {

    private static final String EVERYBODY = "*";

    /**
     * Names of claims. Each may be a list, or a text with spaces between its values.
     *
     * @param tenant a tenant's id, or {@code *} for all tenants
     * @param scope scopes; values that are no scope here are ignored
     * @param role roles; values without a mapping are ignored
     * @param operator makes an operator of who has the operator value in it
     * @param operatorValue the value
     */
    public record Names(
            String tenant, String scope, String role, String operator, String operatorValue) {}

    public TokenClaims {
        roles = Map.copyOf(roles);
    }

    /** Who the claims, which must be known to be true, are about; nobody when they do not say. */
    Optional<Caller> caller(ClaimAccessor claims, String address) {
        String subject = text(claims, "sub");
        String name = Objects.requireNonNullElse(claims.getClaimAsString("name"), subject);
        boolean operator = values(claims, names.operator()).contains(names.operatorValue());
        return reach(claims, operator)
                .filter(_ -> !subject.isEmpty())
                .map(reach ->
                        new Caller(
                                new Actor(Actor.Kind.TOKEN, subject, name, address),
                                reach,
                                scopes(claims, reach, operator)));
    }

    private static String text(ClaimAccessor claims, String name) {
        return Objects.requireNonNullElse(claims.getClaimAsString(name), "");
    }

    /** Claims without a tenant open nothing, unless they are an operator's. */
    private Optional<Reach> reach(ClaimAccessor claims, boolean operator) {
        String named = text(claims, names.tenant());
        if (named.equals(EVERYBODY) || (operator && named.isEmpty())) {
            return Optional.of(Reach.EVERYBODY);
        }
        try {
            return Optional.of(new TenantId(named)).filter(tenants::isKnown).map(Reach::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The scope admin for all tenants is the operator claim's alone to give. */
    private Set<Scope> scopes(ClaimAccessor claims, Reach reach, boolean operator) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Set<String> named = values(claims, names.scope());
        Arrays.stream(Scope.values())
                .filter(scope -> named.contains(scope.code()))
                .forEach(scopes::add);
        values(claims, names.role())
                .forEach(role -> scopes.addAll(roles.getOrDefault(role, Set.of())));
        if (reach.tenant().isEmpty()) {
            scopes.remove(Scope.ADMIN);
            if (operator) {
                scopes.add(Scope.ADMIN);
            }
        }
        return scopes;
    }

    private static Set<String> values(ClaimAccessor claims, String name) {
        Object claim = name.isEmpty() ? null : claims.getClaims().get(name);
        Collection<?> values =
                claim instanceof Collection<?> list
                        ? list
                        : List.of(Objects.requireNonNullElse(claim, "").toString().split(" ", -1));
        return values.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet());
    }
}
