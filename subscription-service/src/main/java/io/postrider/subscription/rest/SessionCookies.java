package io.postrider.subscription.rest;

import io.postrider.subscription.access.Doorkeeper.Verdict;
import io.postrider.subscription.access.Session;
import io.postrider.subscription.access.SessionService;
import io.postrider.subscription.access.SessionService.Opened;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

import java.time.Duration;
import java.time.InstantSource;

/** Opens sessions, and gives browsers their cookies. */
public final class SessionCookies {

    private final SessionService sessions;
    private final InstantSource clock;

    public SessionCookies(SessionService sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    Session open(
            Verdict.Admitted admitted, HttpServletRequest request, HttpServletResponse response) {
        Opened opened = sessions.open(admitted);
        Session session = opened.session();
        Duration age = Duration.between(clock.instant(), session.expiresAt());
        response.addHeader(HttpHeaders.SET_COOKIE, SessionCookie.of(request, opened.token(), age));
        return session;
    }
}
