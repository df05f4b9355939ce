package io.postrider.subscription;

import static io.postrider.subscription.Snapshots.announced;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.postrider.model.SubscriptionSnapshot;
import io.postrider.subscription.ApiClient.Answer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

@UsesSharedService
class EndpointAccessIT {

    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final String MASK = "********";
    private static final String BASIC =
            "{\"type\":\"basic\",\"username\":\"u\",\"password\":\"hidden-password\"}";
    private static final JsonMapper JSON = new JsonMapper();

    private final ApiClient api = SharedService.SERVICE.api();

    private Answer create(String fields) {
        return api.post(
                WEBHOOKS,
                "{\"url\":\"https://example.com/hook\",\"events\":[\"order.*\"],%s}"
                        .formatted(fields));
    }

    private String made(String fields) {
        Answer created = create(fields);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return WEBHOOKS + "/" + created.text("id");
    }

    private static String grant(String tokenUrl, String secret) {
        return "{\"type\":\"oauth2_client_credentials\",\"token_url\":\"%s\",\"client_id\":\"c\",\"client_secret\":\"%s\"}"
                .formatted(tokenUrl, secret);
    }

    private static X509Bundle certificate() {
        try {
            return new CertificateBuilder()
                    .subject("CN=postrider")
                    .setIsCertificateAuthority(true)
                    .buildSelfSigned();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tls(String certificate, String key) {
        return JSON.writeValueAsString(
                Map.of("client_certificate", certificate, "client_key", key));
    }

    @Test
    void showsWhoButNeverThePassword() {
        Answer created = create("\"authentication\":" + BASIC);

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.json().path("authentication").toString())
                .isEqualTo(
                        "{\"password\":\"%s\",\"type\":\"basic\",\"username\":\"u\"}"
                                .formatted(MASK));
        assertThat(created.json().path("tls").isNull()).isTrue();
        String path = WEBHOOKS + "/" + created.text("id");
        assertThat(api.get(path).toString()).doesNotContain("hidden-password");
        SubscriptionSnapshot snapshot = announced(path, 1);
        assertThat(snapshot.access())
                .containsEntry("authentication.username", "u")
                .containsKey("authentication.password");
        assertThat(snapshot.access().toString()).doesNotContain("hidden-password");
    }

    @Test
    void restsSealedInPostgreSql() {
        String path =
                made(
                        "\"authentication\":%s,\"tls\":%s"
                                .formatted(
                                        grant("https://login.example/token", "hidden-secret"),
                                        tls(OWN.getCertificatePEM(), OWN.getPrivateKeyPEM())));
        String id = path.substring(path.lastIndexOf('/') + 1);
        String row =
                SharedService.SERVICE
                        .bean(JdbcClient.class)
                        .sql("SELECT subscriptions::text FROM subscriptions WHERE id = ?")
                        .param(id)
                        .query(String.class)
                        .single();

        assertThat(row)
                .contains("https://login.example/token", "BEGIN CERTIFICATE")
                .doesNotContain("hidden-secret", "PRIVATE KEY");
    }

    private static final X509Bundle OWN = certificate();

    @Test
    void keepsWhatIsMaskedAndTakesAwayWhatIsNull() {
        String path = made("\"authentication\":" + BASIC);
        String sealed = announced(path, 1).access().get("authentication.password");

        Answer same = api.patch(path, "{\"authentication\":%s}".formatted(BASIC));
        assertThat(same.json().path("version").asInt()).isEqualTo(1);
        Answer renamed =
                api.patch(
                        path,
                        "{\"authentication\":%s}"
                                .formatted(
                                        BASIC.replace("\"u\"", "\"v\"")
                                                .replace("hidden-password", MASK)));
        assertThat(renamed.json().at("/authentication/username").asString()).isEqualTo("v");
        assertThat(announced(path, 2).access()).containsEntry("authentication.password", sealed);
        Answer other = api.patch(path, "{\"name\":\"n\"}");
        assertThat(other.json().path("authentication").isObject()).isTrue();
        Answer without = api.patch(path, "{\"authentication\":null}");
        assertThat(without.json().path("authentication").isNull()).isTrue();
        assertThat(announced(path, 4).access()).isEmpty();
        Answer masked =
                api.patch(
                        path,
                        "{\"authentication\":%s}"
                                .formatted(BASIC.replace("hidden-password", MASK)));
        assertThat(masked.wrongField()).isEqualTo("authentication.password");
    }

    @Test
    void doesNotSendAMaskedSecretToAnotherTokenEndpoint() {
        String path =
                made("\"authentication\":" + grant("https://login.example/token", "hidden-secret"));

        Answer moved =
                api.patch(
                        path,
                        "{\"authentication\":%s}"
                                .formatted(grant("https://attacker.example/token", MASK)));
        assertThat(moved.status()).isEqualTo(422);
        assertThat(moved.wrongField()).isEqualTo("authentication.client_secret");
        Answer scoped =
                api.patch(
                        path,
                        "{\"authentication\":%s}"
                                .formatted(
                                        grant("https://login.example/token", MASK)
                                                .replace("}", ",\"scope\":\"a b\"}")));
        assertThat(scoped.json().at("/authentication/scope").asString()).isEqualTo("a b");
    }

    @Test
    void asksForCredentialsAndHeadersAgainWhenTheUrlChangesItsOrigin() {
        String path = made("\"authentication\":%s,\"headers\":{\"X-Key\":\"v\"}".formatted(BASIC));

        Answer moved = api.patch(path, "{\"url\":\"https://other.example/hook\"}");
        assertThat(moved.status()).as(moved.toString()).isEqualTo(422);
        assertThat(moved.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("headers.X-Key", "authentication.password");
        Answer put =
                api.send(
                        "PUT",
                        path,
                        "{\"url\":\"https://example.com:8443/hook\",\"headers\":{\"X-Key\":\"%s\"},\"authentication\":null}"
                                .formatted(MASK),
                        "Content-Type",
                        "application/json");
        assertThat(put.wrongField()).isEqualTo("headers.X-Key");
        assertThat(api.patch(path, "{\"url\":\"https://EXAMPLE.com:443/elsewhere\"}").status())
                .isEqualTo(200);
        assertThat(
                        api.patch(
                                        path,
                                        "{\"url\":\"https://other.example/hook\",\"headers\":{},\"authentication\":%s}"
                                                .formatted(BASIC))
                                .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    http://example.com/ | "authentication":{"type":"bearer","token":"t"} | url
                    http://example.com/ | "headers":{"x-api-key":"k"} | url
                    https://example.com/ | "authentication":{"type":"oauth2_client_credentials","token_url":"http://example.org/t","client_id":"c","client_secret":"s"} | authentication.token_url
                    """)
    void refusesCredentialsOverPlainHttp(String url, String fields, String field) {
        Answer answer =
                api.post(WEBHOOKS, "{\"url\":\"%s\",\"events\":[\"*\"],%s}".formatted(url, fields));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.wrongField()).isEqualTo(field);
        assertThat(answer.wrongMessage()).contains("https://");
    }

    @Test
    void takesCertificatesAndShowsNoKey() {
        String tls = tls(OWN.getCertificatePEM(), OWN.getPrivateKeyPEM());
        Answer created = create("\"tls\":" + tls);

        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        assertThat(created.json().at("/tls/client_certificate").asString())
                .isEqualTo(OWN.getCertificatePEM());
        assertThat(created.json().at("/tls/client_key").asString()).isEqualTo(MASK);
        String path = WEBHOOKS + "/" + created.text("id");
        Answer kept = api.patch(path, "{\"tls\":%s}".formatted(tls(OWN.getCertificatePEM(), MASK)));
        assertThat(kept.json().path("version").asInt()).isEqualTo(1);
        Answer otherCertificate =
                api.patch(
                        path,
                        "{\"tls\":%s}".formatted(tls(certificate().getCertificatePEM(), MASK)));
        assertThat(otherCertificate.wrongField()).isEqualTo("tls.client_key");
        Answer otherKey =
                create("\"tls\":" + tls(OWN.getCertificatePEM(), certificate().getPrivateKeyPEM()));
        assertThat(otherKey.wrongField()).isEqualTo("tls.client_key");
        assertThat(otherKey.toString()).doesNotContain("PRIVATE KEY-----\\n");
        Answer http = api.patch(path, "{\"url\":\"http://example.com/\"}");
        assertThat(http.wrongField()).isEqualTo("tls");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "authentication":1 | authentication | an object
                    "authentication":{} | authentication.type | basic, bearer or oauth2_client_credentials
                    "authentication":{"type":"digest"} | authentication.type | basic, bearer
                    "authentication":{"type":"basic","username":"u"} | authentication.password | required
                    "authentication":{"type":"basic","username":"a:b","password":"p"} | authentication.username | colon
                    "authentication":{"type":"basic","username":"u","password":""} | authentication.password | 1 to 4000
                    "authentication":{"type":"basic","username":"u","password":"p","token":"t"} | authentication.token | not a field here
                    "authentication":{"type":"basic","username":"u","password":"********"} | authentication.password | could stay
                    "authentication":{"type":"bearer","token":"a\\r\\nX-A: b"} | authentication.token | visible ASCII
                    "authentication":{"type":"bearer","token":7} | authentication.token | a string
                    "authentication":{"type":"bearer","token":"t"},"headers":{"authorization":"x"} | headers.Authorization | have one of them
                    "authentication":{"type":"oauth2_client_credentials","token_url":"http://169.254.169.254/","client_id":"c","client_secret":"s"} | authentication.token_url | must lead to a public address
                    "authentication":{"type":"oauth2_client_credentials","token_url":"ftp://a.example/","client_id":"c","client_secret":"s"} | authentication.token_url | http:// or https://
                    "tls":"x" | tls | an object
                    "tls":{"ca_certificates":"x"} | tls.ca_certificates | BEGIN CERTIFICATE
                    "tls":{"client_certificate":"x","client_key":"x"} | tls.client_certificate | BEGIN CERTIFICATE
                    "tls":{"client_key":"x"} | tls.client_key | BEGIN PRIVATE KEY
                    "tls":{"colour":"x"} | tls.colour | not a field here
                    """)
    void saysWhatIsWrong(String fields, String field, String message) {
        Answer answer = create(fields);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.wrongField()).isEqualTo(field);
        assertThat(answer.wrongMessage()).contains(message);
    }
}
