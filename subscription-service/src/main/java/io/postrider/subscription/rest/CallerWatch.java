package io.postrider.subscription.rest;

import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Doorkeeper;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.access.Session;
import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

import java.util.Objects;
import java.util.Optional;

/** Asks anew who calls: for an answer that takes longer than a key or a session may be good. */
final class CallerWatch {

    private final Caller caller;
    private final String address;
    private final Optional<String> bearer;
    private final Optional<String> cookie;
    private final Doorkeeper doorkeeper;
    private final SessionService sessions;

    CallerWatch(HttpServletRequest request, Doorkeeper doorkeeper, SessionService sessions) {
        this.caller = AccessInterceptor.authenticated().getPrincipal();
        this.address = request.getRemoteAddr();
        this.bearer =
                Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
                        .map(_ ->
                                Objects.requireNonNull(
                                        new DefaultBearerTokenResolver().resolve(request)));
        this.cookie = SessionCookie.in(request);
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
    }

    /** Whether the caller would be let in again, as the same one. */
    boolean isStillLetIn() {
        try {
            return now().filter(caller::equals).isPresent();
        } catch (DataAccessException | RefusedException _) {
            // the database or the identity provider does not answer, and has not said no
            return true;
        }
    }

    private Optional<Caller> now() {
        return bearer.isPresent()
                ? admitted(doorkeeper.admit(bearer.get(), address))
                : cookie.flatMap(token -> sessions.find(token, address)).map(Session::caller);
    }

    private static Optional<Caller> admitted(Verdict verdict) {
        return verdict instanceof Verdict.Admitted(Caller caller)
                ? Optional.of(caller)
                : Optional.empty();
    }
}
