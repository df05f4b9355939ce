package io.postrider.subscription.rest;

import io.postrider.subscription.refusal.Refusal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

import java.io.IOException;
import java.util.Optional;

/** Answers a request without a key, or with a wrong one, or one that cannot be looked up now. */
public final class UnauthorizedEntryPoint implements AuthenticationEntryPoint {

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final ProblemWriter problems;

    public UnauthorizedEntryPoint(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException, ServletException {
        if (failure instanceof RefusedAuthentication refused) {
            problems.write(response, refused.refusal(), refused.retryAfter());
            return;
        }
        challenge.commence(request, response, failure);
        String detail =
                request.getHeader("Authorization") == null
                        ? "The API key is missing: send 'Authorization: Bearer <key>'"
                        : "The API key in 'Authorization: Bearer <key>' is not valid";
        problems.write(response, new Refusal.Unauthenticated(detail), Optional.empty());
    }
}
