package io.postrider.subscription.rest;

import io.postrider.subscription.access.Session;
import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.refusal.Refusal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Lets browsers in by their cookie, when they send no bearer token. Since browsers send cookies of
 * their own accord, whatever changes something must show the session's CSRF token too.
 */
public final class SessionFilter extends OncePerRequestFilter {

    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final SessionService sessions;
    private final ProblemWriter problems;

    public SessionFilter(SessionService sessions, ProblemWriter problems) {
        this.sessions = sessions;
        this.problems = problems;
    }

    /** Who opens a session shows a key, whatever cookie the browser sends along. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) != null
                || (request.getMethod().equals("POST")
                        && request.getRequestURI().equals(SessionController.PATH));
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Session> session;
        try {
            session =
                    SessionCookie.in(request)
                            .flatMap(token -> sessions.find(token, request.getRemoteAddr()));
        } catch (DataAccessException _) {
            problems.write(response, BearerAuthentication.databaseAway(), Optional.empty());
            return;
        }
        if (session.isPresent() && !mayGoOn(request, session.get())) {
            problems.write(
                    response,
                    new Refusal.Forbidden(
                            "%s must be the csrf_token of GET %s"
                                    .formatted(CSRF_HEADER, SessionController.PATH)),
                    Optional.empty());
            return;
        }
        session.ifPresent(SessionFilter::letIn);
        chain.doFilter(request, response);
    }

    private static boolean mayGoOn(HttpServletRequest request, Session session) {
        String given = Objects.requireNonNullElse(request.getHeader(CSRF_HEADER), "");
        return SAFE.contains(request.getMethod())
                || MessageDigest.isEqual(
                        given.getBytes(StandardCharsets.UTF_8),
                        session.csrfToken().getBytes(StandardCharsets.UTF_8));
    }

    private static void letIn(Session session) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerToken(session.caller(), Optional.of(session)));
        SecurityContextHolder.setContext(context);
    }
}
