package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** What no controller gets to see is answered by a problem too. */
@UsesSharedService
class BrokenRequestIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the server's own parser
                "GET /api/v1/webhooks/%zz HTTP/1.1\r\nHost: a",
                "GET /api/v1/webhooks?a={} HTTP/1.1\r\nHost: a",
                "GET /api/v1/webhooks HTTP/1.1\r\nHost: a\r\nHost: b",
                "GET /api/v1/webhooks HTTP/1.1\r\nHost: a\r\nContent-Length: -1",
                "G(T /api/v1/webhooks HTTP/1.1\r\nHost: a",
                // the firewall
                "GET /api/v1/webhooks;a=b HTTP/1.1\r\nHost: a",
                "GET /api/v1//webhooks HTTP/1.1\r\nHost: a",
                "GET /api/v1/webhooks/%2e%2e/a HTTP/1.1\r\nHost: a",
                "TRACE /api/v1/webhooks HTTP/1.1\r\nHost: a"
            })
    void aRequestThatIsRefusedAtTheDoorIsAnsweredByAProblem(String head) throws IOException {
        String answer = answerTo(head);

        assertThat(answer).matches("(?s)HTTP/1.1 40[05] .*");
        isProblem(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=%",
                "limit=%zz",
                "cursor=%ff%fe",
                "&&==&=&",
                "cursor=%00",
                "1,500 of them"
            })
    void parametersThatCannotBeReadAreTheCallersFault(String query) throws IOException {
        String target = query.equals("1,500 of them") ? "a=1&".repeat(1_500) : query;

        String answer = answerTo(withKey("GET /api/v1/webhooks?" + target));

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .contains("urn:postrider:problem:malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=x"})
    void nobodyLooksForFilesInARequest(String type) throws IOException {
        assertThat(answerTo(withKey("GET /api/v1/webhooks") + "\r\nContent-Type: " + type))
                .startsWith("HTTP/1.1 200");
        assertThat(answerTo(withKey("POST /api/v1/webhooks") + "\r\nContent-Type: " + type))
                .startsWith("HTTP/1.1 415");
    }

    /** Headers that are first read by a controller, where the firewall's refusal comes late. */
    @ParameterizedTest
    @CsvSource({
        "POST, events, Idempotency-Key",
        "POST, events, ce-id",
        "POST, events, X-Postrider-Tenant",
        "POST, dead-letters/replays, Idempotency-Key",
        "PATCH, webhooks/wh_1, If-Match",
        "GET, live/events, Last-Event-ID"
    })
    void aHeaderWithControlCharactersIsTheCallersFault(String method, String path, String name)
            throws IOException {
        String answer =
                answerTo(
                        withKey("%s /api/v1/%s".formatted(method, path))
                                + "\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                                + name
                                + ": a\u009bb",
                        "{}");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        isProblem(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer-Encoding: chunked, zz",
        "Transfer-Encoding: chunked, -1",
        "Content-Length: 10, {}",
        "Transfer-Encoding: chunked, 9"
    })
    void aBodyThatIsNotFramedAsHttpHasItIsTheCallersFault(String framing, String body)
            throws IOException {
        String answer =
                answerTo(
                        withKey("POST /api/v1/webhooks")
                                + "\r\nContent-Type: application/json\r\n"
                                + framing,
                        body + "\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        isProblem(answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "webhooks | {'url':'https://example.com/\\ud800','events':['*']} | url",
                "webhooks | {'url':'https://example.com','events':['*'],'name':'a\\udc00'} | name",
                "webhooks | {'url':'https://example.com','events':['a\\ud800']} | events[0]",
                "webhooks |"
                    + " {'url':'https://example.com','events':['*'],'filter':{'data':{'a':['\\ud800']}}}"
                    + " | filter.data.a[0]",
                "webhooks |"
                    + " {'url':'https://example.com','events':['*'],'filter':{'data':{'\\ud800':[1]}}}"
                    + " | filter.data",
                "webhooks |"
                    + " {'url':'https://example.com','events':['*'],'authentication':{'type':'oauth2','token_url':'https://example.com/\\ud800'}}"
                    + " | authentication.token_url",
                "events | {'type':'t','id':'\\ud800','data':1} | id",
                "events | {'type':'t','source':'a\\ud83d','data':1} | source",
                "tenants | {'id':'t','name':'\\ud800'} | name",
                "api-keys | {'name':'\\ud800','scopes':['admin']} | name"
            })
    void halfOfASurrogatePairIsRefusedAndTheFieldNamed(String path, String body, String field) {
        ApiClient.Answer answer =
                SharedService.SERVICE.api().post("/api/v1/" + path, body.replace('\'', '"'));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(422);
        assertThat(answer.response().body())
                .contains("half of a surrogate pair")
                .contains("\"field\":\"" + field + "\"");
    }

    private static void isProblem(String answer) {
        assertThat(answer)
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"title\":")
                .doesNotContainIgnoringCase("<html", "tomcat", "exception");
    }

    private static String withKey(String request) {
        return "%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s"
                .formatted(request, SharedService.SERVICE.api().key());
    }

    private static String answerTo(String head) throws IOException {
        return answerTo(head, "");
    }

    /** All that is sent: there is no more of the body. */
    private static String answerTo(String head, String body) throws IOException {
        int port = SharedService.SERVICE.api().base().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n" + body).getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "webhooks | `` | The body is empty",
                "webhooks | {'url':NaN} | line 1, column",
                "webhooks | {'url':1%s} | a number may have at most 1000 digits",
                "webhooks | {'url':1.%s} | a number may have at most 1000 digits",
                "webhooks | {'url':%s} | nest",
                "webhooks | {'url': | ends before",
                "webhooks | {'url':1,'url':2} | twice",
                "webhooks | {} {} | after",
                "events | `` | The body is empty",
                "events | {'type':'a','data':NaN} | line 1, column",
                "events | {'type':'a','data':1%s} | a number may have at most 1000 digits",
                "events | {'type':'a','data':[1.%s]} | a number may have at most 1000 digits",
                "events | {'type':'a','data':%s} | nest",
                "events | {'type': | ends before",
                "events | [{'type':'a'} | ends before",
                "events | {'type':'a','type':'b'} | twice",
                "events | {'type':'a'} 7 | after",
                "filters/test | {'filter':{},'event':{'data':1e}} | line 1, column",
            })
    void whatIsWrongWithJsonIsSaidInPlainWords(String path, String body, String says) {
        String long1001 = body.contains("nest") ? "" : "1".repeat(1_001);
        String filled =
                says.equals("nest")
                        ? body.formatted("[".repeat(600) + "]".repeat(600))
                        : body.replace("%s", long1001);

        ApiClient.Answer answer =
                SharedService.SERVICE.api().post("/api/v1/" + path, filled.replace('\'', '"'));

        assertThat(answer.status()).as(answer.response().body()).isIn(400, 422);
        assertThat(answer.isProblem()).isTrue();
        assertThat(answer.text("detail")).contains(says);
        assertThat(answer.response().body())
                .doesNotContain(
                        "`", "StreamRead", "JsonRead", "Feature", "jackson", "java", "token")
                .doesNotContain("it the record", "START_", "VALUE_", "INCLUDE_SOURCE");
    }
}
