package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.TokenReader;
import io.postrider.subscription.refusal.RefusedException;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

import java.util.Optional;
import java.util.regex.Pattern;

/** Takes signed tokens of an identity provider. */
public final class JwtTokenReader implements TokenReader {

    private static final Pattern FORM = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");

    private final JwtDecoder decoder;
    private final TokenClaims claims;

    public JwtTokenReader(JwtDecoder decoder, TokenClaims claims) {
        this.decoder = decoder;
        this.claims = claims;
    }

    @Override
    public Optional<Caller> read(String token, String address) {
        if (!FORM.matcher(token).matches()) {
            return Optional.empty();
        }
        try {
            return claims.caller(decoder.decode(token), address);
        } catch (BadJwtException _) {
            return Optional.empty();
        } catch (JwtException | JwtDecoderInitializationException e) {
            throw RefusedException.unavailable(
                    "The keys that tokens are signed with cannot be had; try again shortly", e);
        }
    }
}
