package io.postrider.subscription.rest;

import io.postrider.model.TenantId;
import io.postrider.subscription.access.Caller;
import io.postrider.subscription.access.Doorkeeper;
import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.access.Scope;
import io.postrider.subscription.access.Session;
import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.refusal.FieldErrors;
import io.postrider.subscription.refusal.RefusedException;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sessions of browsers: opened with a key, shown, ended. */
@RestController
@RequestMapping(SessionController.PATH)
public class SessionController {

    /** Where sessions are opened. */
    public static final String PATH = "/api/v1/session";

    private static final String API_KEY = "api_key";

    private final Doorkeeper doorkeeper;
    private final SessionService sessions;
    private final SessionCookies cookies;

    SessionController(Doorkeeper doorkeeper, SessionService sessions, InstantSource clock) {
        this.doorkeeper = doorkeeper;
        this.sessions = sessions;
        this.cookies = new SessionCookies(sessions, clock);
    }

    record SessionView(
            @Nullable String tenant,
            String name,
            List<String> scopes,
            boolean operator,
            @Nullable String csrfToken,
            @Nullable Instant expiresAt) {

        static SessionView of(Caller caller, Optional<Session> session) {
            return new SessionView(
                    caller.reach().tenant().map(TenantId::value).orElse(null),
                    caller.actor().name(),
                    caller.scopes().stream().map(Scope::code).sorted().toList(),
                    caller.isOperator(),
                    session.map(Session::csrfToken).orElse(null),
                    session.map(Session::expiresAt).orElse(null));
        }
    }

    @OpenToAll
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SessionView> open(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        FieldErrors errors = new FieldErrors();
        RequestFields fields =
                new RequestFields(
                        RequestBodies.object(request), FieldNames.of(API_KEY), "", errors);
        Optional<String> key = fields.text(API_KEY);
        fields.require(API_KEY);
        errors.refuseIfAny();
        Session session =
                cookies.open(admit(key.orElseThrow(), request, response), request, response);
        return ResponseEntity.ok(SessionView.of(session.caller(), Optional.of(session)));
    }

    private Verdict.Admitted admit(
            String key, HttpServletRequest request, HttpServletResponse response) {
        return switch (doorkeeper.admitKey(key, request.getRemoteAddr())) {
            case Verdict.Admitted admitted -> admitted;
            case Verdict.Unknown _ ->
                    throw RefusedException.unauthenticated("The API key is not valid");
            case Verdict.Slowed(Duration wait) -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, ProblemWriter.seconds(wait));
                throw new RefusedException(BearerAuthentication.slowed());
            }
        };
    }

    /** Shows bearers of a key what it is good for, too; they have no CSRF token. */
    @Needs
    @GetMapping
    SessionView show(Caller caller) {
        return SessionView.of(caller, AccessInterceptor.authenticated().session());
    }

    @Needs
    @DeleteMapping
    ResponseEntity<Void> close(Caller caller, HttpServletRequest request) {
        SessionCookie.in(request)
                .filter(_ -> AccessInterceptor.authenticated().session().isPresent())
                .ifPresent(token -> sessions.close(caller, token));
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.of(request, "", Duration.ZERO))
                .build();
    }
}
