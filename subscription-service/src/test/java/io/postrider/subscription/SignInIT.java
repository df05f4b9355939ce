package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.subscription.ApiClient.Answer;
import io.postrider.testing.RealKafka;
import io.postrider.testing.RealPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/** Signing in to the console with an identity provider. */
class SignInIT {

    private static final String START = "/api/v1/sign-in/oidc";
    private static final String CONSOLE = "/settings/webhooks";

    private static final IdentityProvider PROVIDER = new IdentityProvider();
    private static final RunningService SERVICE =
            RunningService.start(
                            RealKafka.shared().bootstrapServers(),
                            RealPostgres.shared().newDatabase(),
                            "sign-in.",
                            "--postrider.oidc.issuer=" + PROVIDER.issuer(),
                            "--postrider.oidc.audience=postrider",
                            "--postrider.oidc.sign-in.name=Acme SSO",
                            "--postrider.oidc.sign-in.client-id=" + IdentityProvider.CLIENT,
                            "--postrider.oidc.sign-in.client-secret=" + IdentityProvider.SECRET)
                    .awaitReady();

    private final ApiClient browser = new ApiClient(SERVICE.baseUri(), "");

    @AfterAll
    static void stop() {
        SERVICE.close();
        PROVIDER.close();
    }

    @BeforeEach
    void asUsual() {
        PROVIDER.says(UnaryOperator.identity());
    }

    private static String location(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(302);
        return answer.header("Location").orElseThrow();
    }

    private static String cookie(Answer answer, String name) {
        return answer.headers("Set-Cookie").stream()
                .map(text -> text.split(";", 2)[0])
                .filter(pair -> pair.startsWith(name + "=") && pair.length() > name.length() + 1)
                .findFirst()
                .orElse("");
    }

    /** As the provider sends the browser back. */
    private String backFromProvider(Answer begun) {
        URI asked = URI.create(location(begun));
        ApiClient provider = new ApiClient(URI.create(PROVIDER.issuer()), "");
        return URI.create(location(provider.get(asked.getRawPath() + "?" + asked.getRawQuery())))
                .toString()
                .substring(SERVICE.baseUri().toString().length());
    }

    private Answer signIn(String next) {
        Answer begun = browser.get(START + next);
        return browser.send(
                "GET", backFromProvider(begun), "", "Cookie", cookie(begun, "postrider_sign_in"));
    }

    private Answer session(Answer signedIn) {
        return browser.send(
                "GET", "/api/v1/session", "", "Cookie", cookie(signedIn, "postrider_session"));
    }

    @Test
    void isOfferedByTheNameOfTheProvider() {
        Answer offered = browser.get("/api/v1/sign-in");

        assertThat(offered.status()).isEqualTo(200);
        assertThat(offered.json().path("oidc").path("name").asString()).isEqualTo("Acme SSO");
        assertThat(offered.json().path("oidc").path("path").asString()).isEqualTo(START);
    }

    @Test
    void endsInASessionOfWhatTheClaimsSay() {
        Answer signedIn = signIn("?next=/dead-letters%3Freason%3Dgone");

        assertThat(location(signedIn)).endsWith(CONSOLE + "/dead-letters?reason=gone");
        Answer session = session(signedIn);
        assertThat(session.status()).as(session.toString()).isEqualTo(200);
        assertThat(session.text("tenant")).isEqualTo("default");
        assertThat(session.text("name")).isEqualTo("Ada Lovelace");
        assertThat(session.json().path("scopes")).hasSize(2);
        assertThat(session.text("csrf_token")).isNotEmpty();
        String sessionCookie =
                signedIn.headers("Set-Cookie").stream()
                        .filter(text -> text.startsWith("postrider_session"))
                        .findFirst()
                        .orElseThrow();
        assertThat(List.of(sessionCookie.split("; ", -1)))
                .contains("HttpOnly", "SameSite=Strict", "Path=/");
        String log =
                SERVICE.api().get("/api/v1/audit?action=session.opened&actor=user-7").toString();
        assertThat(log).contains("Ada Lovelace", "\"token\"");
    }

    @Test
    void asksWithAProofKeyANonceAndAState() {
        Answer begun = browser.get(START);

        List<String> asked =
                Arrays.stream(URI.create(location(begun)).getRawQuery().split("&", -1))
                        .map(pair -> pair.split("=", 2)[0])
                        .toList();
        assertThat(asked).contains("state", "nonce", "code_challenge", "code_challenge_method");
        assertThat(location(begun)).contains("code_challenge_method=S256");
        assertThat(begun.header("Set-Cookie").orElseThrow()).contains("HttpOnly", "SameSite=Lax");
    }

    @Test
    void isForOperatorsTooWhenTheClaimsSaySo() {
        PROVIDER.says(claims -> claims.claim("tenant", null).claim("postrider_operator", true));

        assertThat(session(signIn("")).json().path("operator").asBoolean()).isTrue();
    }

    @Test
    void isRefusedToThoseOfNoTenant() {
        PROVIDER.says(claims -> claims.claim("tenant", "nobody"));
        assertRefused(signIn(""), "tenant");
        PROVIDER.says(claims -> claims.claim("tenant", null));
        assertRefused(signIn(""), "tenant");
    }

    private static void assertRefused(Answer answer, String why) {
        assertThat(location(answer)).endsWith(CONSOLE + "/sign-in?refused=" + why);
        assertThat(cookie(answer, "postrider_session")).isEmpty();
    }

    @Test
    void isRefusedWhereWhatComesBackIsNotWhatWasAskedFor() {
        PROVIDER.forges();
        assertRefused(signIn(""), "failed");
        PROVIDER.says(claims -> claims.claim("nonce", "another"));
        assertRefused(signIn(""), "failed");
        PROVIDER.says(claims -> claims.audience("somebody-else"));
        assertRefused(signIn(""), "failed");
    }

    /** Else somebody could sign others in as themselves. */
    @Test
    void endsInNoOtherBrowserThanItBeganIn() {
        String back = backFromProvider(browser.get(START));
        Answer other = browser.get(START);

        assertRefused(browser.get(back), "failed");
        assertRefused(
                browser.send("GET", back, "", "Cookie", cookie(other, "postrider_sign_in")),
                "failed");
    }

    @Test
    void isGivenUp() {
        Answer begun = browser.get(START);
        String state = cookie(begun, "postrider_sign_in");
        String back = backFromProvider(begun).replaceFirst("code=[^&]+", "error=access_denied");

        assertRefused(browser.send("GET", back, "", "Cookie", state), "denied");
    }

    @Test
    void leadsNowhereElse() {
        assertThat(location(signIn("?next=https://evil.example"))).endsWith(CONSOLE);
        assertThat(location(signIn("?next=/../../evil"))).endsWith(CONSOLE);
        assertThat(location(signIn("?next=//evil.example"))).contains(CONSOLE + "//evil.example");
    }

    @Test
    void endsWithTheTenant() {
        SERVICE.api().post("/api/v1/tenants", "{\"id\":\"gone\"}");
        PROVIDER.says(claims -> claims.claim("tenant", "gone"));
        Answer signedIn = signIn("");
        assertThat(session(signedIn).text("tenant")).isEqualTo("gone");

        SERVICE.api().delete("/api/v1/tenants/gone");

        assertThat(session(signedIn).status()).isEqualTo(401);
    }
}
