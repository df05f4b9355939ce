package io.postrider.subscription.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Answers a request without the key, or with a wrong one. */
public final class UnauthorizedEntryPoint implements AuthenticationEntryPoint {

    private final AuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    private final JsonMapper json;

    public UnauthorizedEntryPoint(JsonMapper json) {
        this.json = json;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException failure)
            throws IOException, jakarta.servlet.ServletException {
        challenge.commence(request, response, failure);
        String detail =
                request.getHeader("Authorization") == null
                        ? "The API key is missing: send 'Authorization: Bearer <key>'"
                        : "The API key in 'Authorization: Bearer <key>' is not valid";
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Problem.unauthorized(detail)));
    }
}
