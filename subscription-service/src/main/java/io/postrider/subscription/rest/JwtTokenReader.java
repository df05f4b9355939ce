package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Actor;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Reach;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.TenantGate;
import io.postrider.subscription.access.TokenReader;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes signed tokens of an identity provider. */
public final class JwtTokenReader implements TokenReader {

    private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    private static final String EVERYBODY = "*";

    private final JwtDecoder decoder;
    private final Claims claims;
    private final TenantGate tenants;

    /**
     * Where tokens say what they are good for.
     *
     * @param tenant whose things: a tenant's id, or {@code *} for everybody's
     * @param scope what: a list, or a text with spaces between; what is no scope here is passed
     *     over
     */
    public record Claims(String tenant, String scope) {}

    public JwtTokenReader(JwtDecoder decoder, Claims claims, TenantGate tenants) {
        this.decoder = decoder;
        this.claims = claims;
        this.tenants = tenants;
    }

    @Override
    public Optional<Caller> read(String token, String address) {
        if (!FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            return caller(decoder.decode(token), address);
        } catch (BadJwtException _) {
            return Optional.empty();
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw RefusedException.unavailable(
                    "The keys that tokens are signed with cannot be had; try again shortly", e);
        }
    }

    private Optional<Caller> caller(Jwt token, String address) {
        String subject = Objects.requireNonNullElse(token.getSubject(), "");
        String name = Objects.requireNonNullElse(token.getClaimAsString("name"), subject);
        return reach(token)
                .filter(_ -> !subject.isEmpty())
                .map(reach ->
                        new Caller(
                                new Actor(Actor.Kind.TOKEN, subject, name, address),
                                reach,
                                scopes(token)));
    }

    /** A token that does not say whose things it opens opens nobody's. */
    private Optional<Reach> reach(Jwt token) {
        String tenant = token.getClaimAsString(claims.tenant());
        if (tenant == null) {
            return Optional.empty();
        }
        if (tenant.equals(EVERYBODY)) {
            return Optional.of(Reach.EVERYBODY);
        }
        try {
            return Optional.of(new TenantId(tenant)).filter(tenants::isKnown).map(Reach::of);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private Set<Scope> scopes(Jwt token) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Object claim = token.getClaims().get(claims.scope());
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
