package io.postrider.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.function.Function;

/** Identifiers take exactly the texts that these expressions describe. */
class IdentifierTest {

    @Property(tries = 3_000)
    void takesWhatItsFormAllows(@ForAll("texts") String text) {
        assertThat(accepts(SubscriptionId::new, text))
                .isEqualTo(text.matches("wh_[A-Za-z0-9]{1,61}"));
        assertThat(accepts(DeliveryId::new, text)).isEqualTo(text.matches("dlv_[0-9a-f]{32}"));
        assertThat(accepts(TenantId::new, text)).isEqualTo(text.matches("[A-Za-z0-9._-]{1,64}"));
        assertThat(accepts(EventType::new, text))
                .isEqualTo(text.matches("[!#-)+\\--\\[\\]-~]{1,256}"));
    }

    private static boolean accepts(Function<String, ?> make, String text) {
        try {
            return make.apply(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> anything =
                Arbitraries.oneOf(
                        Arbitraries.strings().withCharRange(' ', '\u007f').ofMaxLength(3),
                        Arbitraries.strings().alpha().numeric().ofMinLength(55).ofMaxLength(70),
                        Arbitraries.strings().alpha().numeric().ofMinLength(250).ofMaxLength(260),
                        Arbitraries.strings()
                                .withCharRange('0', '9')
                                .withCharRange('a', 'g')
                                .ofMinLength(31)
                                .ofMaxLength(33),
                        Arbitraries.strings().all().ofMaxLength(4));
        return Arbitraries.oneOf(
                anything, anything.map(rest -> "wh_" + rest), anything.map(rest -> "dlv_" + rest));
    }
}
