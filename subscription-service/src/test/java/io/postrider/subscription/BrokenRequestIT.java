package io.postrider.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** What no controller gets to see is answered by a problem too. */
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

        assertThat(answer)
                .startsWith("HTTP/1.1 4")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"title\":")
                .doesNotContainIgnoringCase("<html", "tomcat", "exception");
    }

    private static String answerTo(String head) throws IOException {
        int port = SharedService.SERVICE.api().base().getPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write((head + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
