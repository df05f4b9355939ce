package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

class EventCodecTest {

    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:00Z");
    private static final String TIME = "2026-01-31T12:00:00Z";

    @Test
    void readsThePlainEnvelope() {
        Event event =
                decode(
                        """
                        {"id":"evt_1","type":"order.created","tenant":"acme","time":"%s","data":{"total": 1.0}}
                        """
                                .formatted(TIME));

        assertThat(event)
                .isEqualTo(
                        new Event(
                                new EventId("evt_1"),
                                Optional.empty(),
                                new EventType("order.created"),
                                new TenantId("acme"),
                                Instant.parse(TIME),
                                Payload.of("{\"total\": 1.0}")));
    }

    @Test
    void readsCloudEventsInStructuredMode() {
        String json =
                """
                {"specversion":"1.0","id":"1","source":"/shop","type":"order.created",
                 "tenant":"acme","time":"%s","datacontenttype":"application/json","subject":"x",
                 "data":[1,2]}
                """
                        .formatted(TIME);

        Event event = decode(json, new WireHeader("content-type", "application/cloudevents+json"));

        assertThat(event.source()).contains("/shop");
        assertThat(event.tenant()).isEqualTo(new TenantId("acme"));
        assertThat(event.data().text()).isEqualTo("[1,2]");
        assertThat(decode(json)).as("recognised without a header").isEqualTo(event);
    }

    @Test
    void readsCloudEventsInBinaryMode() {
        Event event =
                decode(
                        "{ \"total\" : 12.50 }",
                        new WireHeader("ce_specversion", "1.0"),
                        new WireHeader("ce_id", "1"),
                        new WireHeader("ce_source", "/shop"),
                        new WireHeader("ce_type", "order.created"),
                        new WireHeader("ce_time", "2026-01-31T13:00:00+01:00"),
                        new WireHeader("content-type", "application/json; charset=utf-8"));

        assertThat(event.time()).isEqualTo(Instant.parse(TIME));
        assertThat(event.tenant()).isEqualTo(TenantId.DEFAULT);
        assertThat(event.data().text()).isEqualTo("{ \"total\" : 12.50 }");
    }

    @Test
    void dataThatIsNotJsonBecomesAJsonString() {
        assertThat(decode("say \"hi\"", binary("text/plain")).data().text())
                .isEqualTo("\"say \\\"hi\\\"\"");
        assertThat(decode("abc", binary("application/octet-stream")).data().text())
                .isEqualTo("\"YWJj\"");
        assertThat(
                        decode(
                                        """
                                        {"specversion":"1.0","id":"1","source":"s","type":"t",
                                         "data_base64":"eyJhIjoxfQ=="}\
                                        """)
                                .data()
                                .text())
                .isEqualTo("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                "{ \"a\" : [ 1.0, 1e21, -0, 9007199254740993 ] }",
                "[]",
                "\"text with \\u00e9 and \\/ and é and 😀\"",
                "\"\"",
                "12",
                "-0.50",
                "1E5",
                "true",
                "false",
                "null"
            })
    void dataStaysByteForByte(String data) {
        for (String around : List.of("%s", " %s ", "\n%s\t")) {
            String value = around.formatted(data);
            assertThat(decode("{\"id\":\"1\",\"type\":\"t\",\"data\":" + value + "}").data().text())
                    .isEqualTo(data);
            assertThat(decode("{\"id\":\"é\",\"data\":" + value + ",\"type\":\"t\"}").data().text())
                    .isEqualTo(data);
        }
    }

    @Test
    void aByteOrderMarkIsNoPartOfAnEvent() {
        byte[] plain = "\ufeff{\"id\":\"1\",\"data\":{\"a\":\"é\"},\"type\":\"t\"}".getBytes(UTF_8);
        byte[] data = "\ufeff{\"a\":\"é\"}".getBytes(UTF_8);

        assertThat(decode(plain).data().text()).isEqualTo("{\"a\":\"é\"}");
        assertThat(decode(data, binary("application/json")).data().text())
                .isEqualTo("{\"a\":\"é\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32LE"})
    void noOtherEncodingThanUtf8IsTaken(String encoding) {
        Charset charset = Charset.forName(encoding);
        byte[] plain = "{\"id\":\"1\",\"type\":\"t\",\"data\":{}}".getBytes(charset);
        byte[] data = "{\"a\":[1,2]}".getBytes(charset);

        assertThatThrownBy(() -> decode(plain)).isInstanceOf(MalformedRecordException.class);
        assertThatThrownBy(() -> decode(data, binary("application/json")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("data ");
    }

    @ParameterizedTest
    @CsvSource({
        "ff,             0xff at offset 4",
        "41 80,          0x80 at offset 5",
        "c3,             0xc3 at offset 4",
        "c0 af,          0xc0 at offset 4",
        "e0 80 af,       0xe0 at offset 4",
        "f0 80 80 af,    0xf0 at offset 4",
        "ed a0 80,       0xed at offset 4",
        "f4 90 80 80,    0xf4 at offset 4",
        "f5 80 80 80,    0xf5 at offset 4",
        "41 42 43 44 45 46 47 48 49 4a e2 82, 0xe2 at offset 14"
    })
    void refusesInvalidUtf8AndSaysWhere(String hex, String place) {
        byte[] text = HexFormat.ofDelimiter(" ").parseHex(hex);
        byte[] member = bytes("[0,\"".getBytes(UTF_8), text, "\"]".getBytes(UTF_8));
        byte[] event =
                bytes(
                        "{\"id\":\"1\",\"type\":\"t\",\"data\":".getBytes(UTF_8),
                        member,
                        "}".getBytes(UTF_8));

        assertThatThrownBy(() -> decode(event))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("must be JSON in UTF-8: the byte");
        assertThatThrownBy(() -> decode(member, binary("application/json")))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(place);
        assertThatThrownBy(() -> decode(text, binary("text/plain")))
                .isInstanceOf(MalformedRecordException.class);
    }

    private static byte[] bytes(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "id,     \\ud800,         \\ud800 at character 0",
                "id,     \\udc00,         \\udc00 at character 0",
                "source, a\\ud800\\ud800, \\ud800 at character 1",
                "source, \\uD83D\\\\uDE00, \\ud83d at character 0"
            })
    void refusesHalfOfASurrogatePairInAnAttribute(String name, String escaped, String place) {
        String other = name.equals("id") ? "source" : "id";
        assertThatThrownBy(() ->
                        decode(
                                "{\"%s\":\"1\",\"%s\":\"%s\",\"type\":\"t\",\"data\":1}"
                                        .formatted(other, name, escaped)))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("'" + name + "' must not have half of a surrogate pair")
                .hasMessageContaining(place);
    }

    @Test
    void leavesDataAsItStandsWithEscapesOfHalves() {
        assertThat(decode("{\"id\":\"1\",\"type\":\"t\",\"data\":\"\\ud83dx\"}").data().text())
                .isEqualTo("\"\\ud83dx\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD83D\\uDE00",
                "\\\\ud800",
                "\\u00e9",
                "\uD83D\uDE00 é 雨",
                "a much longer text than eight bytes, é, \\\" and \\n"
            })
    void takesEveryWellFormedText(String text) {
        assertThat(decode("{\"id\":\"1\",\"type\":\"t\",\"data\":\"" + text + "\"}").data().text())
                .isEqualTo("\"" + text + "\"");
    }

    @Test
    void keepsAbsentDataApartFromNull() {
        Event absent = decode("{\"id\":\"1\",\"type\":\"t\"}");
        Event isNull = decode("{\"id\":\"1\",\"type\":\"t\",\"data\":null}");

        assertThat(absent.hasData()).isFalse();
        assertThat(isNull.hasData()).isTrue();
        assertThat(EventCodec.decode(EventCodec.encode(absent), RECEIVED).hasData()).isFalse();
        assertThat(EventCodec.decode(EventCodec.encode(isNull), RECEIVED).hasData()).isTrue();
    }

    @Test
    void whatIsAbsentIsFilledIn() {
        Event event = decode("{\"id\":\"1\",\"type\":\"t\",\"tenant\":null}");

        assertThat(event.tenant()).isEqualTo(TenantId.DEFAULT);
        assertThat(event.time()).isEqualTo(RECEIVED);
        assertThat(event.data().text()).isEqualTo("null");
    }

    @Test
    void writesWhatItReads() {
        Event event =
                new Event(
                        new EventId("a \"quoted\" é"),
                        Optional.of("/shop"),
                        new EventType("order.created"),
                        new TenantId("acme"),
                        Instant.parse(TIME),
                        Payload.of("{\"n\": 1.0}"));

        WireRecord written = EventCodec.encode(event);

        assertThat(EventCodec.decode(written, RECEIVED)).isEqualTo(event);
        assertThat(written.key()).contains(Payload.of("acme"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"type\":\"t\"}                                | id   | 'id' is required",
                "{\"id\":\"1\"}                                  | type | 'type' is required",
                "{\"id\":\"1\",\"type\":null}                    | type | 'type' is required",
                "{\"id\":1,\"type\":\"t\"}                       | id   | 'id' must be a string",
                "{\"id\":\"\",\"type\":\"t\"}                    | id   | id must not be blank",
                "{\"id\":\"1\",\"type\":\"a b\"}                 | type | like order.created",
                "{\"id\":\"1\",\"type\":\"t\",\"tenant\":\"a b\"}| tenant | tenant must be 1 to 64",
                "{\"id\":\"1\",\"type\":\"t\",\"time\":\"now\"}  | time | RFC 3339",
                "{\"id\":\"1\",\"type\":\"t\",\"tenat\":\"x\"}   | tenat| allowed are id, type,"
                        + " tenant",
                "{\"id\":\"1\",\"id\":\"2\",\"type\":\"t\"}      | id   | twice",
                "{\"specversion\":\"0.3\",\"id\":\"1\"}          | specversion | must be 1.0, not"
                        + " 0.3",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"} | source | 'source' is"
                        + " required",
            })
    void aWrongFieldIsNamed(String json, String field, String message) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> {
                            assertThat(e.field()).contains(field.strip());
                            assertThat(e).hasMessageContaining(message.strip());
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "a\u0007b", "512 and one more"})
    void aSourceThatCannotBeOneIsNamedInEveryForm(String text) {
        String source = text.startsWith("512") ? "s".repeat(513) : text;
        WireHeader[] binary = binary("application/json");
        binary[2] = new WireHeader("ce_source", source);
        String json = "\"id\":\"1\",\"type\":\"t\",\"source\":\"%s\"".formatted(source);
        String plain = "{" + json.replace("\u0007", "\\u0007") + "}";

        for (ThrowingCallable reading :
                List.<ThrowingCallable>of(
                        () -> decode(plain),
                        () -> decode(plain.replace("{", "{\"specversion\":\"1.0\",")),
                        () -> decode("{}", binary))) {
            assertThatThrownBy(reading)
                    .isInstanceOfSatisfying(
                            MalformedRecordException.class,
                            e -> assertThat(e.field()).contains("source"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"id\":\"1\"",
                "{\"id\":\"1\",\"type\":\"t\"} x",
                "[]",
                "\"text\"",
                "{\"id\":\"1\",\"type\":\"t\",\"data\":{\"a\":01}}",
                "{\"id\":\"1\",\"type\":\"t\",\"data\":NaN}",
                "not json"
            })
    void whatIsNotAJsonObjectIsMalformed(String json) {
        assertThatThrownBy(() -> decode(json)).isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void anUnknownContentTypeIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> decode("<a/>", new WireHeader("content-type", "text/xml")))
                .hasMessageContaining("content-type 'text/xml' is not supported")
                .hasMessageContaining("application/json, application/cloudevents+json");
    }

    @Test
    void jsonInUtf16IsRefusedRatherThanCutWrong() {
        byte[] utf16 =
                "{\"id\":\"1\",\"type\":\"t\",\"data\":{\"a\":1}}"
                        .getBytes(StandardCharsets.UTF_16);

        assertThatThrownBy(() ->
                        EventCodec.decode(
                                WireRecord.of("k", List.of(), Payload.of(utf16)), RECEIVED))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] latin1 =
                "{\"id\":\"1\",\"type\":\"t\",\"data\":\"\u00e9\"}"
                        .getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() ->
                        EventCodec.decode(
                                WireRecord.of("k", List.of(), Payload.of(latin1)), RECEIVED))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThatThrownBy(() -> decode("{\"id\":\"1\",\"type\":\"t\",\"data\":" + deep + "}"))
                .isInstanceOf(MalformedRecordException.class);
    }

    @Test
    void rendersTheStandardBody() {
        Event event =
                decode(
                        "{\"id\":\"1\",\"type\":\"t\",\"time\":\"%s\",\"data\":{\"a\": 1.0}}"
                                .formatted(TIME));

        assertThat(StandardBody.render(event).text())
                .isEqualTo(
                        "{\"id\":\"1\",\"type\":\"t\",\"timestamp\":\"2026-01-31T12:00:00Z\",\"data\":{\"a\":"
                            + " 1.0}}");
    }

    private static WireHeader[] binary(String contentType) {
        return new WireHeader[] {
            new WireHeader("ce_specversion", "1.0"),
            new WireHeader("ce_id", "1"),
            new WireHeader("ce_source", "/shop"),
            new WireHeader("ce_type", "t"),
            new WireHeader("content-type", contentType)
        };
    }

    private static Event decode(String json, WireHeader... headers) {
        return decode(json.getBytes(UTF_8), headers);
    }

    private static Event decode(byte[] json, WireHeader... headers) {
        return EventCodec.decode(
                WireRecord.of("key", new ArrayList<>(List.of(headers)), Payload.of(json)),
                RECEIVED);
    }

    @Test
    void attributesOnKafkaAreUtf8() {
        byte[] broken = HexFormat.of().parseHex("c328");

        assertThatThrownBy(() -> decode("1", binaryBut(new WireHeader("ce_id", broken))))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> assertThat(e.field()).contains("ce_id"))
                .hasMessageContaining("UTF-8");
    }

    private static WireHeader[] binaryBut(WireHeader header) {
        return new WireHeader[] {
            new WireHeader("ce_specversion", "1.0"),
            new WireHeader("ce_id", "1"),
            new WireHeader("ce_source", "/shop"),
            new WireHeader("ce_type", "t"),
            header
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_source", "ce_type", "ce_time"})
    void aRecordWithAttributesNeedsTheirVersion(String name) {
        assertThatThrownBy(() ->
                        decode(
                                "{\"id\":\"decoy\",\"type\":\"decoy.type\",\"data\":1}",
                                new WireHeader(name, "2026-01-31T12:00:00Z")))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class,
                        e -> assertThat(e.field()).contains("specversion"))
                .hasMessage("specversion must be 1.0; it is missing");
    }

    @Test
    void theContentTypeSaysThatAnEventIsStructuredWhateverHeadersStandBeside() {
        Event event =
                decode(
                        "{\"specversion\":\"1.0\",\"id\":\"in\",\"source\":\"s\",\"type\":\"t\",\"data\":1}",
                        binaryBut(
                                new WireHeader(
                                        "content-type",
                                        "application/cloudevents+json; charset=utf-8")));

        assertThat(event.id()).isEqualTo(new EventId("in"));
        assertThat(event.data().text()).isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain;charset=iso-8859-1 | e9 | \u00e9",
                "text/plain; Charset=\"ISO-8859-1\" ; format=flowed | e9 | \u00e9",
                "text/plain;charset=us-ascii | 61 | a",
                "text/plain;charset=UTF-16BE | 00e9 | \u00e9",
                "text/csv | c3a9 | \u00e9",
            })
    void textIsDecodedByItsCharset(String contentType, String hex, String text) {
        Payload value = Payload.of(HexFormat.of().parseHex(hex));

        Event event =
                EventCodec.decode(
                        new WireRecord(
                                Optional.empty(),
                                List.of(binaryBut(new WireHeader("content-type", contentType))),
                                Optional.of(value)),
                        RECEIVED);

        assertThat(event.data().text()).isEqualTo('"' + text + '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | e9 | data | UTF-8",
                "text/plain;charset=us-ascii | e9 | data | US-ASCII",
                "text/plain;charset=klingon | 61 | content-type | klingon",
                "text/plain;charset=\"\" | 61 | content-type | charset",
            })
    void textThatDoesNotFitItsCharsetIsRefused(
            String contentType, String hex, String field, String says) {
        Payload value = Payload.of(HexFormat.of().parseHex(hex));
        WireRecord record =
                new WireRecord(
                        Optional.empty(),
                        List.of(binaryBut(new WireHeader("content-type", contentType))),
                        Optional.of(value));

        assertThatThrownBy(() -> EventCodec.decode(record, RECEIVED))
                .isInstanceOfSatisfying(
                        MalformedRecordException.class, e -> assertThat(e.field()).contains(field))
                .hasMessageContaining(says);
    }
}
