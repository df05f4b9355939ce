package io.postrider.subscription.rest;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseCookie;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The cookie of a session, which scripts cannot read and other sites cannot have sent. */
final class SessionCookie {

    static final String NAME = "postrider_session";

    /** Browsers take such a cookie over https only, for every path, from this very host. */
    private static final String HOST_PREFIX = "__Host-";

    private SessionCookie() {}

    /** The name that a cookie has on the connection by which the request came. */
    static String name(HttpServletRequest request, String name) {
        return request.isSecure() ? HOST_PREFIX + name : name;
    }

    static Optional<String> in(HttpServletRequest request) {
        return Stream.of(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(name(request, NAME)))
                .map(Cookie::getValue)
                .findFirst();
    }

    static String of(HttpServletRequest request, String token, Duration age) {
        return ResponseCookie.from(name(request, NAME), token)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(request.isSecure())
                .path("/")
                .maxAge(age)
                .build()
                .toString();
    }
}
