package io.postrider.subscription.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import java.util.Objects;

class SessionCookieTest {

    private static String ofSignIn(boolean secure) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setSecure(secure);
        MockHttpServletResponse response = new MockHttpServletResponse();
        new SignInAttempts(_ -> null).saveAuthorizationRequest(null, request, response);
        return Objects.requireNonNull(response.getHeader("Set-Cookie"));
    }

    @Test
    void ofSigningInIsBoundToTheHostOverHttps() {
        assertThat(ofSignIn(true))
                .startsWith("__Host-postrider_sign_in=;")
                .contains("Path=/;", "Secure");
        assertThat(ofSignIn(false))
                .startsWith("postrider_sign_in=;")
                .contains("Path=/api/v1/sign-in/oidc;");
    }
}
