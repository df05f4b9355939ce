package io.postrider.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Payload;
import io.postrider.model.format.Serialization;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;

/**
 * Printing as JavaScript and Python do. That they do is shown by running them, in ReceiversIT; here
 * stand the cases by hand.
 */
class JsonPrinterTest {

    private static String print(Serialization how, String json) {
        byte[] printed =
                new JsonPrinter(JsonStyle.of(how)).print(json.getBytes(StandardCharsets.UTF_8));
        return Payload.of(printed).text();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "-0, 0, 0",
        "-0.0, 0, -0.0",
        "1.0, 1, 1.0",
        "-1.50, -1.5, -1.5",
        "100, 100, 100",
        "1e2, 100, 100.0",
        "123456789012345, 123456789012345, 123456789012345",
        "9007199254740993, 9007199254740992, 9007199254740993",
        "1e15, 1000000000000000, 1000000000000000.0",
        "1e16, 10000000000000000, 1e+16",
        "1e20, 100000000000000000000, 1e+20",
        "1e21, 1e+21, 1e+21",
        "1000000000000000000000, 1e+21, 1000000000000000000000",
        "123e20, 1.23e+22, 1.23e+22",
        "0.1, 0.1, 0.1",
        "0.0001, 0.0001, 0.0001",
        "0.00001, 0.00001, 1e-05",
        "0.000001, 0.000001, 1e-06",
        "0.0000001, 1e-7, 1e-07",
        "1.5E-10, 1.5e-10, 1.5e-10",
        "5e-324, 5e-324, 5e-324",
        "4.9E-324, 5e-324, 5e-324",
        "2e-323, 2e-323, 2e-323",
        "9.9e-324, 1e-323, 1e-323",
        "1e23, 1e+23, 1e+23",
        "2e23, 2e+23, 2e+23",
        "1.7976931348623157e308, 1.7976931348623157e+308, 1.7976931348623157e+308",
        "1e400, null, null",
        "-1e400, null, null",
        "1e-400, 0, 0.0",
    })
    void printsNumbersAsEachDoes(String written, String javaScript, String python) {
        assertThat(print(Serialization.ECMASCRIPT, written)).isEqualTo(javaScript);
        assertThat(print(Serialization.ECMASCRIPT_SORTED, written)).isEqualTo(javaScript);
        assertThat(print(Serialization.PYTHON_SORTED, written)).isEqualTo(python);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"b\":1,\"a\":2}              | {\"b\":1,\"a\":2}         | {\"a\":2,\"b\":1}",
                "{\"a\":1,\"10\":2,\"9\":3}     | {\"9\":3,\"10\":2,\"a\":1}|"
                        + " {\"10\":2,\"9\":3,\"a\":1}",
                "{\"01\":1,\"1\":2,\"-1\":3}    | {\"1\":2,\"01\":1,\"-1\":3}|"
                        + " {\"-1\":3,\"01\":1,\"1\":2}",
                "{\"a\":1,\"b\":2,\"a\":3}      | {\"a\":3,\"b\":2}         | {\"a\":3,\"b\":2}",
                "{ \"a\" : [ ] , \"b\" : { } }  | {\"a\":[],\"b\":{}}       | {\"a\":[],\"b\":{}}",
                "[true,false,null]              | [true,false,null]         | [true,false,null]",
            })
    void printsObjectsAsEachDoes(String written, String javaScript, String python) {
        assertThat(print(Serialization.ECMASCRIPT, written)).isEqualTo(javaScript);
        assertThat(print(Serialization.PYTHON_SORTED, written)).isEqualTo(python);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"a\\/b\"           | \"a/b\"       | \"a/b\"",
                "\"\\u00e9\"         | \"é\"         | \"\\u00e9\"",
                "\"\\u001F\\u0008\"  | \"\\u001f\\b\"| \"\\u001f\\b\"",
                "\"\\uD83D\\uDE00\"  | \"😀\"        | \"\\ud83d\\ude00\"",
                "\"\\uD83D\"         | \"\\ud83d\"   | \"\\ud83d\"",
                "\"\\uDE00x\"        | \"\\ude00x\"  | \"\\ude00x\"",
                "\"\\\"\\\\\"        | \"\\\"\\\\\"  | \"\\\"\\\\\"",
            })
    void printsTextAsEachDoes(String written, String javaScript, String python) {
        assertThat(print(Serialization.ECMASCRIPT, written)).isEqualTo(javaScript);
        assertThat(print(Serialization.PYTHON_SORTED, written)).isEqualTo(python);
    }

    @Property(tries = 20_000)
    void aPrintedNumberReadsBackAsTheSame(@ForAll long bits) {
        double value = Double.longBitsToDouble(bits);
        if (Double.isNaN(value) || Double.isInfinite(value) || value == 0) {
            return;
        }
        String printed = print(Serialization.ECMASCRIPT, Double.toString(value));

        assertThat(Double.parseDouble(printed)).isEqualTo(value);
        assertThat(print(Serialization.ECMASCRIPT, printed)).isEqualTo(printed);
    }
}
