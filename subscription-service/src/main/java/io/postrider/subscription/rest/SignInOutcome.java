package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** What a browser gets that comes back from the identity provider: a session, or why not. */
public final class SignInOutcome
        implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    /** Where people sign in. */
    public static final String PAGE = ConsolePages.PATH + "/sign-in";

    private static final Logger LOG = LoggerFactory.getLogger(SignInOutcome.class);

    private final TokenClaims claims;
    private final SessionCookies sessions;
    private final SignInAttempts attempts;

    /** What the page says of it. */
    private enum Why {
        /** The provider let them in, but says nothing of a tenant that is known here. */
        TENANT,
        /** They, or the provider, did not want to. */
        DENIED,
        /** It took too long, or what came back does not fit what was asked. */
        FAILED,
        /** The provider does not answer. */
        PROVIDER,
        /** The database does not answer. */
        DATABASE;

        private String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public SignInOutcome(TokenClaims claims, SessionCookies sessions, SignInAttempts attempts) {
        this.claims = claims;
        this.sessions = sessions;
        this.attempts = attempts;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        try {
            Optional<Caller> caller = callerOf(authentication, request.getRemoteAddr());
            if (caller.isEmpty()) {
                refuse(response, Why.TENANT);
                return;
            }
            sessions.open(new Verdict.Admitted(caller.get()), request, response);
        } catch (DataAccessException e) {
            LOG.warn("sign_in.refused: the database does not answer", e);
            refuse(response, Why.DATABASE);
            return;
        } catch (RefusedException _) {
            // the tenant was deleted meanwhile
            refuse(response, Why.TENANT);
            return;
        }
        response.sendRedirect(ConsolePages.PATH + attempts.placeAfter(request));
    }

    private Optional<Caller> callerOf(Authentication authentication, String address) {
        return authentication.getPrincipal() instanceof OidcUser user
                ? claims.caller(user.getIdToken(), address)
                : Optional.empty();
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException fault)
            throws IOException {
        Why why = why(request, fault);
        LOG.warn("sign_in.refused: {}: {}", why, fault.getMessage());
        refuse(response, why);
    }

    private static Why why(HttpServletRequest request, AuthenticationException fault) {
        if (request.getRequestURI().equals(SignInController.OIDC_PATH)) {
            return Why.PROVIDER;
        }
        return fault instanceof OAuth2AuthenticationException said
                        && OAuth2ErrorCodes.ACCESS_DENIED.equals(said.getError().getErrorCode())
                ? Why.DENIED
                : Why.FAILED;
    }

    private static void refuse(HttpServletResponse response, Why why) throws IOException {
        response.sendRedirect(PAGE + "?refused=" + why.code());
    }
}
