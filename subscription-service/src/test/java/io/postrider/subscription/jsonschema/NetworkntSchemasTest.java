package io.postrider.subscription.jsonschema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkntSchemasTest {

    private final NetworkntSchemas schemas = new NetworkntSchemas();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#\"}",
                "{\"allOf\":[{\"$ref\":\"#\"}]}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}}}",
                "{\"type\":\"object\",\"not\":{\"anyOf\":[{\"$ref\":\"#\"}]}}",
            })
    void aSchemaThatRefersToItselfWithoutEndIsRefused(String schema) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schemas.checked(schema))
                .withMessageContaining("without end");
    }

    @Test
    void aSchemaMayReferToItselfBelow() {
        String tree =
                schemas.checked(
                        "{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"}},\"required\":[\"n\"]}");

        assertThat(schemas.mismatches(tree, "{\"n\":1,\"next\":{\"n\":2,\"next\":{\"n\":3}}}"))
                .isEmpty();
        assertThat(schemas.mismatches(tree, "{\"n\":1,\"next\":{\"n\":2,\"next\":{}}}"))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.path()).isEqualTo("next.next"));
    }

    @Test
    void aCircleThatOnlySomeDataEntersIsAMismatch() {
        String schema = schemas.checked("{\"if\":{\"const\":5},\"then\":{\"$ref\":\"#\"}}");

        assertThat(schemas.mismatches(schema, "4")).isEmpty();
        assertThat(schemas.mismatches(schema, "5"))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.message()).contains("takes too many steps"));
    }

    @Test
    void aSchemaThatDoublesItsWorkWithEachLevelEnds() {
        String schema =
                schemas.checked(
                        "{\"properties\":{\"a\":{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}}}");
        String deep = "{\"a\":".repeat(60) + "1" + "}".repeat(60);

        assertThat(schemas.mismatches(schema, deep))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.message()).contains("takes too many steps"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*a){12}$", "(a+)+$", "^(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$"})
    void aPatternThatTriesTooManyWaysEnds(String pattern) {
        String schema = schemas.checked("{\"pattern\":\"" + pattern + "\"}");

        assertThat(schemas.mismatches(schema, "\"" + "a".repeat(60) + "!\"")).hasSize(1);
    }

    @Test
    void aPatternThatRecursTooDeepEnds() {
        String schema = schemas.checked("{\"pattern\":\"^(a|b)*$\"}");

        assertThat(schemas.mismatches(schema, "\"" + "ab".repeat(200_000) + "\""))
                .singleElement()
                .satisfies(wrong -> assertThat(wrong.message()).contains("takes too many steps"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'multipleOf':0.01} | 123456789012345678.91 | true",
                "{'multipleOf':0.01} | 123456789012345678.915 | false",
                "{'multipleOf':0.1} | 0.3 | true",
                "{'type':'integer'} | 9007199254740992.5 | false",
                "{'type':'integer'} | 9007199254740993 | true",
                "{'type':'integer'} | 1.0 | true",
                "{'type':'integer'} | 1e400 | true",
                "{'type':'number'} | 1e400 | true",
                "{'maximum':1e308} | 1e400 | false",
                "{'const':9007199254740993} | 9007199254740992 | false",
                "{'const':0.1} | 0.10 | true",
                "{'enum':[1e400]} | 1e400 | true",
                "{'exclusiveMinimum':0.1} | 0.1000000000000000000001 | true",
            })
    void numbersAreComparedExactly(String schema, String value, boolean fits) {
        String checked = schemas.checked(schema.replace('\'', '"'));

        assertThat(schemas.mismatches(checked, value).isEmpty()).isEqualTo(fits);
    }

    @Test
    void anExponentIsBounded() {
        String schema = schemas.checked("{\"multipleOf\":0.01}");

        assertThat(schemas.mismatches(schema, "{\"a\":[1,1e1000000000]}"))
                .singleElement()
                .satisfies(wrong -> {
                    assertThat(wrong.path()).isEqualTo("a[1]");
                    assertThat(wrong.message()).contains("-1000 to 1000");
                });
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schemas.checked("{\"maximum\":1e-1000000000}"))
                .withMessageContaining("-1000 to 1000");
    }
}
