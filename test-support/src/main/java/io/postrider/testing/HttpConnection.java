package io.postrider.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** One client's connection: reads a request, acts the answer out, reads the next. */
final class HttpConnection {

    private final Socket socket;
    private final OutputStream out;

    HttpConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    void serve(Function<Received, Answer> answers) throws IOException, InterruptedException {
        HttpReader reader = new HttpReader(socket.getInputStream(), out);
        boolean open = true;
        while (open) {
            Optional<Received> request = reader.next();
            open = request.isPresent() && act(answers.apply(request.get()), request.get());
        }
    }

    /** Whether the connection can take another request. */
    private boolean act(Answer answer, Received request) throws IOException, InterruptedException {
        switch (answer) {
            case Answer.Response response -> {
                Thread.sleep(response.delay());
                boolean close = request.header("Connection").orElse("").equalsIgnoreCase("close");
                write(response, request.method().equals("HEAD"), close);
                return !close;
            }
            case Answer.Hang _ ->
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            case Answer.Reset _ -> socket.setSoLinger(true, 0);
            case Answer.HangUp _ -> {}
            case Answer.Dripping(String beginning, String drop, Duration every) -> {
                send(beginning);
                while (true) {
                    Thread.sleep(every);
                    send(drop);
                }
            }
            case Answer.Held(CountDownLatch gate, Answer then) -> {
                gate.await();
                return act(then, request);
            }
            case Answer.Raw(byte[] bytes, boolean kept) -> {
                out.write(bytes);
                out.flush();
                return kept;
            }
        }
        return false;
    }

    private void write(Answer.Response response, boolean head, boolean close) throws IOException {
        StringBuilder top = new StringBuilder("HTTP/1.1 " + response.status() + " Answer\r\n");
        for (Map.Entry<String, String> header : response.headers()) {
            top.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
        }
        boolean bodiless = response.status() == 204 || response.status() == 304;
        if (!bodiless) {
            top.append("Content-Length: ").append(response.body().length).append("\r\n");
        }
        if (close) {
            top.append("Connection: close\r\n");
        }
        out.write(top.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (!bodiless && !head) {
            out.write(response.body());
        }
        out.flush();
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
