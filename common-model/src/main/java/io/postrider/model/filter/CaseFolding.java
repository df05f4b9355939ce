package io.postrider.model.filter;

import java.util.List;
import java.util.Locale;

/**
 * A text without regard to case, as Event Ruler compares: each character stands for its lower and
 * its upper case form, one of which may be several characters.
 */
final class CaseFolding {

    private record Forms(String lower, String upper) {

        static Forms of(int codePoint) {
            String character = Character.toString(codePoint);
            return new Forms(
                    character.toLowerCase(Locale.ROOT), character.toUpperCase(Locale.ROOT));
        }
    }

    private final List<Forms> characters;

    CaseFolding(String text) {
        characters = text.codePoints().mapToObj(Forms::of).toList();
    }

    boolean isWhole(String text) {
        return endIn(text) == text.length();
    }

    boolean isPrefixOf(String text) {
        return endIn(text) >= 0;
    }

    /** The index behind the prefix of the text that this is; -1 when it is not a prefix. */
    private int endIn(String text) {
        int at = 0;
        for (Forms forms : characters) {
            if (text.startsWith(forms.lower(), at)) {
                at += forms.lower().length();
            } else if (text.startsWith(forms.upper(), at)) {
                at += forms.upper().length();
            } else {
                return -1;
            }
        }
        return at;
    }

    boolean isSuffixOf(String text) {
        int at = text.length();
        for (Forms forms : characters.reversed()) {
            if (text.startsWith(forms.lower(), at - forms.lower().length())) {
                at -= forms.lower().length();
            } else if (text.startsWith(forms.upper(), at - forms.upper().length())) {
                at -= forms.upper().length();
            } else {
                return false;
            }
        }
        return true;
    }
}
