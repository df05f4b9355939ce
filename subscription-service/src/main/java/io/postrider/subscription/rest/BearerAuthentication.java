package io.postrider.subscription.rest;

import io.postrider.subscription.access.Doorkeeper;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.refusal.Refusal;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

import java.time.Duration;
import java.util.Optional;

/** Has the doorkeeper look at bearer tokens. */
public final class BearerAuthentication
        implements AuthenticationManagerResolver<HttpServletRequest> {

    private final Doorkeeper doorkeeper;

    public BearerAuthentication(Doorkeeper doorkeeper) {
        this.doorkeeper = doorkeeper;
    }

    @Override
    public AuthenticationManager resolve(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        return authentication -> authenticate(authentication, address);
    }

    private Authentication authenticate(Authentication authentication, String address) {
        String token = ((BearerTokenAuthenticationToken) authentication).getToken();
        return switch (admit(token, address)) {
            case Verdict.Admitted(var caller) -> new CallerToken(caller, Optional.empty());
            case Verdict.Unknown _ -> throw new InvalidBearerTokenException("unknown API key");
            case Verdict.Slowed(Duration wait) ->
                    throw new RefusedAuthentication(slowed(), Optional.of(wait));
        };
    }

    private Verdict admit(String token, String address) {
        try {
            return doorkeeper.admit(token, address);
        } catch (RefusedException e) {
            throw new RefusedAuthentication(e.refusal(), Optional.empty());
        } catch (DataAccessException _) {
            throw new RefusedAuthentication(databaseAway(), Optional.empty());
        }
    }

    static Refusal slowed() {
        return new Refusal.TooMany(
                "Too many requests from your address had no valid key; try again later");
    }

    static Refusal databaseAway() {
        return new Refusal.Unavailable("The database does not answer; try again shortly");
    }
}
