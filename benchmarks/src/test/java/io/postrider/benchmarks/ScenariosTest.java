package io.postrider.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class ScenariosTest {

    private static final Scenarios.Wishes NONE =
            new Scenarios.Wishes(
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Test
    void withoutAnyNameTheUsualOnesRunFlatOutFirst() {
        assertThat(Scenarios.chosen(List.of(), NONE))
                .extracting(Scenario::name)
                .containsExactly("one-to-one", "fan-out", "steady");
    }

    @Test
    void allAreAllAndFlatOutIsFirst() {
        assertThat(Scenarios.chosen(List.of("wide", "all"), NONE))
                .extracting(Scenario::name)
                .containsExactly(
                        "one-to-one",
                        "one-endpoint",
                        "fan-out",
                        "steady",
                        "unhealthy",
                        "hot-endpoint",
                        "flaky",
                        "wide",
                        "index",
                        "backlog");
    }

    @Test
    void flagsWithoutANameAreALoadOfTheirOwn() {
        var wishes =
                new Scenarios.Wishes(
                        Optional.of(500L), Optional.of(50), Optional.of(4), Optional.empty());

        Load load = (Load) Scenarios.chosen(List.of(), wishes).getFirst();

        assertThat(load.name()).isEqualTo("custom");
        assertThat(load.rate()).isEqualTo(OptionalInt.of(50));
        assertThat(load.deliveries()).isEqualTo(2_000);
        assertThat(load.spread().endpoints()).isEqualTo(200);
    }

    @Test
    void theUsualEndpointsAreRoundedUpToWholeGroups() {
        var wishes =
                new Scenarios.Wishes(
                        Optional.empty(), Optional.empty(), Optional.of(7), Optional.empty());

        Load load = (Load) Scenarios.chosen(List.of("fan-out"), wishes).getFirst();

        assertThat(load.spread().endpoints()).isEqualTo(203);
    }

    @Test
    void aTenthHangsAndAFifthRefuses() {
        Unhealthy unhealthy = (Unhealthy) Scenarios.chosen(List.of("unhealthy"), NONE).getFirst();

        assertThat(unhealthy.healthy()).isEqualTo(140);
        assertThat(unhealthy.hanging()).isEqualTo(20);
        assertThat(unhealthy.healthyOf(450)).isEqualTo(140 + 140 + 50);
    }

    @Test
    void theRateIsThatOfTheHotEndpoint() {
        var wishes =
                new Scenarios.Wishes(
                        Optional.empty(), Optional.of(5_000), Optional.empty(), Optional.empty());

        HotEndpoint hot =
                (HotEndpoint) Scenarios.chosen(List.of("hot-endpoint"), wishes).getFirst();

        assertThat(hot.hotRate()).isEqualTo(5_000);
        assertThat(hot.rate()).isEqualTo(500);
        assertThat(hot.events()).isEqualTo(30_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --scenario=foo                | --scenario must be one of
                    --events=0                    | --events must be 1 to
                    --events=many                 | --events
                    --rate=-1                     | --rate must be 1 to
                    --fan-out=0                   | --fan-out must be 1 to
                    --endpoints=10 --fan-out=3    | --endpoints (10) must be a multiple of --fan-out (3)
                    --prot                        | --prot
                    --micro=Nope                  | --micro: no benchmark has a name that contains 'Nope'
                    --micro=[                     | --micro must be a regular expression
                    """)
    void aWrongFlagIsNamed(String arguments, String sentence) {
        StringWriter said = new StringWriter();
        String[] words = ("bench " + arguments).split(" +", -1);

        int status = Bench.commandLine().setErr(new PrintWriter(said)).execute(words);

        assertThat(status).isEqualTo(1);
        assertThat(said.toString()).contains(sentence).doesNotContain("Exception");
    }
}
