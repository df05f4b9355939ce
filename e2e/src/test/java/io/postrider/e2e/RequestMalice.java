package io.postrider.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;

/** What is done to a valid request by those who mean harm. */
final class RequestMalice {

    private static final int LARGER_THAN_AN_OBJECT = 300 * 1024;
    private static final int LARGER_THAN_ANY = 9 * 1024 * 1024;

    private static final List<String> PATHS =
            List.of(
                    "/",
                    "//",
                    "/.",
                    "/..",
                    "/../../actuator/env",
                    "/%2e%2e/%2e%2e/",
                    ";a=b",
                    ";jsessionid=1",
                    "%00",
                    "%0d%0aX:1",
                    "%20",
                    ".json",
                    "%2f",
                    "%5c",
                    "/%c0%af",
                    "%ff",
                    "%F0%9F%98%80",
                    "/*",
                    "/~",
                    "'",
                    "/-",
                    "%25",
                    "%2525",
                    "+",
                    ":80",
                    "@");

    private static final List<String> CONTENT_TYPES =
            List.of(
                    "",
                    "application",
                    "/",
                    "*/*",
                    "text/plain",
                    "text/xml",
                    "application/xml",
                    "application/x-www-form-urlencoded",
                    "multipart/form-data",
                    "multipart/form-data; boundary=x",
                    "application/json; charset=utf-16",
                    "application/json; charset=nope",
                    "application/json;;;",
                    "application/json; q",
                    "application/vnd.api+json",
                    "application/cloudevents+json",
                    "application/cloudevents-batch+json",
                    "application/octet-stream",
                    "json",
                    "application/json, text/plain",
                    "application/json\t",
                    "image/png");

    private static final List<String> NAMES =
            List.of(
                    "Accept",
                    "Accept-Encoding",
                    "Accept-Language",
                    "If-Match",
                    "If-None-Match",
                    "If-Modified-Since",
                    "Idempotency-Key",
                    "Origin",
                    "Referer",
                    "Cookie",
                    "X-CSRF-Token",
                    "X-Postrider-Tenant",
                    "Range",
                    "X-Forwarded-For",
                    "X-Forwarded-Host",
                    "X-Forwarded-Proto",
                    "Forwarded",
                    "X-HTTP-Method-Override",
                    "X-Original-URL",
                    "User-Agent",
                    "traceparent",
                    "ce-specversion",
                    "ce-id",
                    "ce-type",
                    "ce-source",
                    "ce-time",
                    "Via",
                    "Content-Encoding",
                    "Access-Control-Request-Method",
                    "Authorization");

    private static final List<String> VALUES =
            List.of(
                    "",
                    " ",
                    "*",
                    "\"1\"",
                    "W/\"1\"",
                    "\"",
                    "null",
                    "-1",
                    "bytes=0-",
                    "text/html",
                    "application/xml;q=0.1",
                    "*/*;q=9",
                    "gzip, br, nope",
                    "Bearer",
                    "Basic Og==",
                    "Bearer a b",
                    "Bearer \u00ff",
                    "Bearer pk_5f1c0d9e2b77_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYq",
                    "Bearer eyJhbGciOiJub25lIn0.eyJ0ZW5hbnQiOiIqIn0.",
                    "postrider_session=x; postrider_session=\u00e9",
                    FuzzCallers.TENANT,
                    "http://evil.example",
                    "1.0",
                    "PUT",
                    "/actuator",
                    "for=\"[::1]\"",
                    "\u00e9",
                    "a\tb",
                    "99999999999999999999");

    private final Chance chance;
    private final JsonMutator json;

    RequestMalice(Chance chance, JsonMutator json) {
        this.chance = chance;
        this.json = json;
    }

    FuzzRequest hostile(FuzzRequest valid) {
        return switch (chance.below(12)) {
            case 0 -> valid.withTarget(path(valid.target()) + chance.of(PATHS));
            case 1 -> valid.withTarget(path(valid.target()) + query());
            case 2 -> valid.withHeader("Content-Type", chance.of(CONTENT_TYPES));
            case 3 -> valid.withHeader(chance.of(NAMES), chance.of(VALUES));
            case 4 -> valid.plusHeader(chance.of(NAMES), chance.letters(chance.from(200, 4_000)));
            case 5 ->
                    valid.withMethod(
                            chance.of(
                                    List.of(
                                            "GET",
                                            "HEAD",
                                            "OPTIONS",
                                            "PUT",
                                            "PATCH",
                                            "DELETE",
                                            "POST",
                                            "TRACE",
                                            "PROPFIND",
                                            "LOCK")));
            case 6 -> valid.without("Content-Type");
            case 7 -> valid.without(chance.of(List.of("Authorization", "Cookie", "X-CSRF-Token")));
            default -> valid.withBody(body(valid.body()));
        };
    }

    private static String path(String target) {
        return target.split("\\?", 2)[0];
    }

    private String query() {
        return switch (chance.below(8)) {
            case 0 -> "?" + "a=1&".repeat(1_500);
            case 1 -> "?limit=%";
            case 2 -> "?limit=%ff%fe&cursor=%00";
            case 3 -> "?&&==&=&";
            case 4 -> "?limit=1&limit=2&limit[]=3&limit.x=4";
            case 5 -> "?cursor=" + chance.letters(3_000);
            case 6 -> "?cursor=" + chance.hex(40) + "&from=2026-13-01&to=-1";
            default -> "?" + chance.letters(3) + "=%25%32%65&" + chance.letters(3);
        };
    }

    private byte[] body(byte[] body) {
        return switch (chance.below(10)) {
            case 0 -> chance.bytes(chance.from(1, 500));
            case 1 -> chance.badUtf8(body);
            case 2 -> chance.cut(body);
            case 3 -> chance.turned(body);
            case 4 -> json.monster();
            case 5 -> new String(body, UTF_8).getBytes(java.nio.charset.StandardCharsets.UTF_16);
            case 6 -> ("\ufeff" + new String(body, UTF_8)).getBytes(UTF_8);
            case 7 -> new byte[0];
            case 8 ->
                    chance.oneIn(10)
                            ? large()
                            : ("[" + new String(body, UTF_8) + "]").getBytes(UTF_8);
            default -> chance.text().getBytes(UTF_8);
        };
    }

    private byte[] large() {
        int length = chance.oneIn(10) ? LARGER_THAN_ANY : LARGER_THAN_AN_OBJECT;
        return ("{\"name\":\"" + "x".repeat(length) + "\"}").getBytes(UTF_8);
    }

    /** After these the connection may be of no more use. */
    FuzzRequest broken(FuzzRequest valid) {
        FuzzRequest last = valid.withHeader("Connection", "close");
        return switch (chance.below(14)) {
            case 0 -> last.withTarget(raw(valid.target()));
            case 1 -> last.plusHeader("X-Long", chance.letters(chance.from(8_000, 60_000)));
            case 2 -> many(last);
            case 3 -> last.without("Host");
            case 4 -> last.plusHeader("Host", "other.example");
            case 5 ->
                    last.withHeader("Host", chance.of(List.of("", "a b", "[", "\u00e9", "a:b:c")));
            case 6 -> last.withVersion(chance.of(List.of("HTTP/1.0", "HTTP/9.9", "HTTP", "FTP/1")));
            case 7 ->
                    last.withMethod(
                            chance.of(List.of("get", "G(T", "FOO", "\u00ff", "X".repeat(99))));
            case 8 -> last.unframed().plusHeader("Content-Length", chance.number());
            case 9 -> last.unframed().plusHeader("Transfer-Encoding", "gzip");
            case 10 -> last.unframed().plusHeader("Transfer-Encoding", "chunked").withBody(chunk());
            case 11 -> last.plusHeader("Expect", chance.of(List.of("nonsense", "200-ok")));
            case 12 -> last.plusHeader("Transfer-Encoding", "chunked");
            default -> last.plusHeader(chance.of(List.of("a b", "(", "\u0001", "")), "1\r\n 2");
        };
    }

    private String raw(String target) {
        return switch (chance.below(7)) {
            case 0 -> target + "%";
            case 1 -> target + "%zz";
            case 2 -> target + "/\u00e9{}|\\^`\"<>";
            case 3 -> "/" + chance.letters(70_000);
            case 4 -> "http://other.example" + target;
            case 5 -> chance.of(List.of("*", "?", "", "\\", "..", "localhost:80", "//", "/\u0000"));
            default -> target + new String(chance.bytes(5), ISO_8859_1).replace("\n", "");
        };
    }

    private static FuzzRequest many(FuzzRequest request) {
        return IntStream.range(0, 150)
                .boxed()
                .reduce(request, (longer, i) -> longer.plusHeader("X-" + i, "v"), (one, _) -> one);
    }

    private byte[] chunk() {
        return chance.of(
                        List.of(
                                "zz\r\n",
                                "5\r\nabc",
                                "-1\r\n\r\n",
                                "ffffffffffff\r\n",
                                "0\r\n\r\n"))
                .getBytes(UTF_8);
    }
}
