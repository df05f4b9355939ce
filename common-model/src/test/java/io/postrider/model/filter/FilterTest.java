package io.postrider.model.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.model.Event;
import io.postrider.model.EventId;
import io.postrider.model.EventType;
import io.postrider.model.Payload;
import io.postrider.model.TenantId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Optional;

class FilterTest {

    private static Verdict verdict(String filter, String data) {
        return Filter.compile(filter).match(EventDocument.parse("{\"data\":" + data + "}"));
    }

    private static void assertMatches(String expressions, String value, boolean expected) {
        assertThat(verdict("{\"data\":{\"v\":[" + expressions + "]}}", "{\"v\":" + value + "}"))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "a"                                     | "a"                  | true
                    "a"                                     | "A"                  | false
                    {"exactly":"10.0.0.1"}                  | "10.0.0.1"           | true
                    {"exactly":"10.0.0.1"}                  | "010.0.0.1"          | false
                    "true"                                  | true                 | false
                    true                                    | true                 | true
                    null                                    | null                 | true
                    null                                    | "null"               | false
                    5                                       | 5.0                  | true
                    5                                       | 0.5e1                | true
                    0                                       | -0.0                 | true
                    5                                       | "5"                  | false
                    {"prefix":"ab"}                         | "abc"                | true
                    {"prefix":"ab"}                         | "xab"                | false
                    {"prefix":""}                           | ""                   | true
                    {"prefix":"1"}                          | 12                   | false
                    {"suffix":"bc"}                         | "abc"                | true
                    {"suffix":"雨"}                         | "大雨"               | true
                    {"suffix":"bc"}                         | "bcd"                | false
                    {"prefix":{"equals-ignore-case":"AB"}}  | "aBc"                | true
                    {"prefix":{"equals-ignore-case":"AB"}}  | "a"                  | false
                    {"suffix":{"equals-ignore-case":"BC"}}  | "abC"                | true
                    {"suffix":{"equals-ignore-case":"BC"}}  | "c"                  | false
                    {"equals-ignore-case":"straße"}         | "STRASSE"            | true
                    {"equals-ignore-case":"straße"}         | "strasse"            | false
                    {"equals-ignore-case":"ß"},{"wildcard":"*x*"} | "XY"           | false
                    {"wildcard":"*x*"},{"anything-but":{"suffix":["y","ä"]}} | "ß" | true
                    {"equals-ignore-case":"a"}              | "ab"                 | false
                    {"wildcard":"*"}                        | ""                   | true
                    {"wildcard":"a*c"}                      | "abbc"               | true
                    {"wildcard":"a*c"}                      | "ac"                 | true
                    {"wildcard":"a*c"}                      | "acb"                | false
                    {"wildcard":"ab*ba"}                    | "aba"                | false
                    {"wildcard":"*ab*ab*"}                  | "aabab"              | true
                    {"wildcard":"*aab*"}                    | "aaab"               | true
                    {"wildcard":"a\\\\*c"}                  | "a*c"                | true
                    {"wildcard":"a\\\\*c"}                  | "abc"                | false
                    {"wildcard":"1*"}                       | 12                   | false
                    {"anything-but":["a","b"]}              | "c"                  | true
                    {"anything-but":["a","b"]}              | "b"                  | false
                    {"anything-but":"a"}                    | 1                    | true
                    {"anything-but":[1,2]}                  | 2.0                  | false
                    {"anything-but":[1,2]}                  | "2"                  | true
                    {"anything-but":{"prefix":["a","b"]}}   | "bc"                 | false
                    {"anything-but":{"prefix":["a","b"]}}   | "cb"                 | true
                    {"anything-but":{"suffix":"a"}}         | "ba"                 | false
                    {"anything-but":{"wildcard":"*a*"}}     | "bab"                | false
                    {"anything-but":{"wildcard":"*a*"}}     | null                 | true
                    {"anything-but":{"equals-ignore-case":["A"]}} | "a"            | false
                    {"anything-but":{"equals-ignore-case":["A"]}} | "b"            | true
                    {"exists":true}                         | null                 | true
                    {"exists":true}                         | {}                   | false
                    {"exists":true}                         | []                   | false
                    {"exists":false}                        | []                   | true
                    {"exists":false}                        | {"w":1}              | true
                    {"exists":false}                        | [1]                  | false
                    {"exists":false},"a"                    | "a"                  | true
                    {"exists":false},"a"                    | "b"                  | false
                    "a"                                     | ["b","a"]            | true
                    "a"                                     | [["b",["a"]]]        | true
                    """)
    void testsAValue(String expressions, String value, boolean expected) {
        assertMatches(expressions, value, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"numeric":["=",100]}          | 1e2                    | true
                    {"numeric":[">",100]}          | 100                    | false
                    {"numeric":[">=",100]}         | 100.0                  | true
                    {"numeric":[">",100]}          | 100.000000000000000001 | true
                    {"numeric":["<=",100]}         | 100.000000000000000001 | false
                    {"numeric":[">",0,"<",5]}      | 5                      | false
                    {"numeric":[">",0,"<=",5]}     | 5                      | true
                    {"numeric":[">=",0,"<",5]}     | -0.0                   | true
                    {"numeric":[">",100]}          | 9007199254740993       | true
                    {"numeric":[">",100]}          | 1e400                  | true
                    {"numeric":["<",100]}          | -1e400                 | true
                    {"numeric":[">",100]}          | 1e99999999999          | false
                    {"numeric":[">",100]}          | "101"                  | false
                    9007199254740993               | 9007199254740993       | true
                    9007199254740993               | 9007199254740993.0     | true
                    9007199254740993               | 9007199254740992       | false
                    9007199254740992               | 9007199254740993       | false
                    {"anything-but":[9007199254740992]} | 9007199254740993  | true
                    """)
    void comparesNumbersExactly(String expressions, String value, boolean expected) {
        assertMatches(expressions, value, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"cidr":"10.0.0.0/8"}     | "10.1.2.3"       | true
                    {"cidr":"10.0.0.0/8"}     | "11.1.2.3"       | false
                    {"cidr":"10.0.0.0/8"}     | "::ffff:a00:1"   | true
                    {"cidr":"10.0.0.0/8"}     | "a00::1"         | false
                    {"cidr":"16.0.0.0/4"}     | 12345678         | false
                    {"cidr":"0.0.0.0/0"}      | "no address"     | false
                    {"cidr":"10.0.0.0/31"}    | "10.0.0.1"       | true
                    {"cidr":"10.0.0.0/31"}    | "10.0.0.2"       | false
                    {"cidr":"2001:db8::/32"}  | "2001:db8:1::1"  | true
                    {"cidr":"2001:db8::/32"}  | "2001:db9::1"    | false
                    {"cidr":"2001:db8::/32"}  | "32.1.13.184"    | false
                    "10.0.0.1"                | "10.0.0.1"       | true
                    "10.0.0.1"                | "::ffff:a00:1"   | true
                    "10.0.0.1"                | "10.0.0.2"       | false
                    "::1"                     | "0:0:0:0:0:0:0:1"| true
                    "10.0.19041.1"            | "10.0.19041.1"   | true
                    "12:30"                   | "12:30"          | true
                    """)
    void comparesAddresses(String expressions, String value, boolean expected) {
        assertMatches(expressions, value, expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'[{\"sku\":\"a\",\"qty\":1},{\"sku\":\"b\",\"qty\":5}]',     false",
        "'[{\"sku\":\"a\",\"qty\":5},{\"sku\":\"b\",\"qty\":1}]',     true",
        "'{\"sku\":[\"x\",\"a\"],\"qty\":[1,5]}',                     true",
        "'[[{\"sku\":\"a\"},{\"qty\":5}]]',                           false",
        "'[{\"sku\":\"a\"},[{\"sku\":\"a\",\"qty\":5}]]',             true",
        "'[{\"sku\":\"a\"},{\"qty\":5}]',                             false"
    })
    void wantsTheFieldsBelowAnArrayInOneElement(String lines, boolean expected) {
        assertThat(
                        verdict(
                                "{\"data\":{\"lines\":{\"sku\":[\"a\"],\"qty\":[5]}}}",
                                "{\"lines\":" + lines + "}"))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"x\":{\"y\":1,\"z\":2}}',                                       true",
        "'{\"x.y\":1,\"x.z\":2}',                                           true",
        "'{\"x.y\":1,\"x\":{\"z\":2}}',                                     true",
        "'{\"x.y\":1,\"x\":[{\"z\":3},{\"z\":2}]}',                         true",
        "'{\"x\":[{\"y\":1},{\"z\":2}]}',                                   false",
        "'{\"x\":[{\"y\":1},{\"z\":2}],\"x.q\":0}',                         false",
        "'{\"x\":[{\"y\":1},{\"z\":2}],\"x.z\":2}',                         true",
        "'{\"x\":[{\"y\":3},{\"z\":2}],\"x.y\":[0,1]}',                     true",
        "'{\"x.y\":1}',                                                     false"
    })
    void takesADottedNameForNesting(String data, boolean expected) {
        assertThat(verdict("{\"data\":{\"x\":{\"y\":[1],\"z\":[2]}}}", data))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
        assertThat(verdict("{\"data\":{\"x.y\":[1],\"x.z\":[2]}}", data))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
        assertThat(verdict("{\"data.x\":{\"y\":[1],\"z\":[2]}}", data))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":[5,{\"b\":1}]}',       true",
        "'{\"a\":[[5],{\"b\":1}]}',     false",
        "'{\"a\":[[5,{\"b\":1}]]}',     true",
        "'{\"a\":[{\"b\":1}]}',         false",
        "'{\"a\":5}',                   false",
        "'{\"a\":5,\"a.b\":1}',         true"
    })
    void matchesAPathThatIsBothAFieldAndAPrefix(String data, boolean expected) {
        assertThat(verdict("{\"data\":{\"a\":[5],\"a.b\":[1]}}", data))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"lines\":[{\"sku\":\"a\"},{\"sku\":\"b\"}]}',                  true",
        "'{\"lines\":[{\"sku\":\"a\"},{\"sku\":\"b\",\"tag\":null}]}',     false",
        "'{\"lines\":[{\"sku\":\"a\"}],\"lines.tag\":1}',                  false"
    })
    void takesAFieldForAbsentWhenItHasNoValueAnywhere(String data, boolean expected) {
        assertThat(
                        verdict(
                                "{\"data\":{\"lines\":{\"sku\":[\"a\"],\"tag\":[{\"exists\":false}]}}}",
                                data))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
    }

    @Test
    void tellsAnEventWithoutDataFromOneWhoseDataIsNull() {
        Filter absent = Filter.compile("{\"data\":[{\"exists\":false}]}");
        Filter isNull = Filter.compile("{\"data\":[null]}");

        assertThat(absent.match(EventDocument.parse("{}"))).isEqualTo(Verdict.MATCH);
        assertThat(isNull.match(EventDocument.parse("{}"))).isEqualTo(Verdict.NO_MATCH);
        assertThat(absent.match(EventDocument.parse("{\"data\":null}")))
                .isEqualTo(Verdict.NO_MATCH);
        assertThat(isNull.match(EventDocument.parse("{\"data\":null}"))).isEqualTo(Verdict.MATCH);
    }

    @Test
    void seesNoDataInAnEventThatHasNone() {
        Filter absent = Filter.compile("{\"data\":[{\"exists\":false}]}");

        assertThat(absent.match(EventDocument.of(event(Event.NO_DATA)))).isEqualTo(Verdict.MATCH);
        assertThat(absent.match(EventDocument.of(event(Payload.of("null")))))
                .isEqualTo(Verdict.NO_MATCH);
    }

    private static Event event(Payload data) {
        return new Event(
                new EventId("evt-1"),
                Optional.empty(),
                new EventType("order.created"),
                TenantId.DEFAULT,
                Instant.EPOCH,
                data);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"p\":1,\"x\":1}', true",
        "'{\"p\":1,\"y\":2}', true",
        "'{\"p\":1,\"z\":1}', false",
        "'{\"x\":1,\"y\":2}', false"
    })
    void matchesOneOfTheAlternatives(String data, boolean expected) {
        assertThat(verdict("{\"data\":{\"p\":[1],\"$or\":[{\"x\":[1]},{\"y\":[2]}]}}", data))
                .isEqualTo(expected ? Verdict.MATCH : Verdict.NO_MATCH);
    }

    @Test
    void givesAPathTheValuesGivenLast() {
        String filter = "{\"data\":{\"x\":[1],\"$or\":[{\"x\":[2]},{\"y\":[3]}]}}";

        assertThat(verdict(filter, "{\"x\":2}")).isEqualTo(Verdict.MATCH);
        assertThat(verdict(filter, "{\"x\":1}")).isEqualTo(Verdict.NO_MATCH);
        assertThat(verdict(filter, "{\"x\":1,\"y\":3}")).isEqualTo(Verdict.MATCH);
    }
}
