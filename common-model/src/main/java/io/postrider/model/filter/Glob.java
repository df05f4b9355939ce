package io.postrider.model.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with {@code *} for any characters; {@code \*} and {@code \\} stand for themselves. Matches
 * in time linear in the text: the parts between the stars are looked for from left to right, each
 * by Knuth, Morris and Pratt.
 */
final class Glob {

    private final List<Part> parts = new ArrayList<>();

    /** A text between two stars. */
    private static final class Part {

        private final String text;

        /** For each prefix of the text, the length of its longest border. */
        private final int[] borders;

        Part(String text) {
            this.text = text;
            borders = new int[text.length()];
            for (int i = 1, length = 0; i < borders.length; i++) {
                while (length > 0 && text.charAt(i) != text.charAt(length)) {
                    length = borders[length - 1];
                }
                if (text.charAt(i) == text.charAt(length)) {
                    length++;
                }
                borders[i] = length;
            }
        }

        /** The index behind the first occurrence in that range; -1 when there is none. */
        int endIn(String searched, int from, int to) {
            if (text.isEmpty()) {
                return from;
            }
            int length = 0;
            for (int i = from; i < to; i++) {
                while (length > 0 && searched.charAt(i) != text.charAt(length)) {
                    length = borders[length - 1];
                }
                if (searched.charAt(i) == text.charAt(length) && ++length == text.length()) {
                    return i + 1;
                }
            }
            return -1;
        }
    }

    Glob(String pattern) {
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                parts.add(new Part(part.toString()));
                part.setLength(0);
            } else {
                boolean escape = c == '\\' && i + 1 < pattern.length();
                part.append(escape ? pattern.charAt(++i) : c);
            }
        }
        parts.add(new Part(part.toString()));
    }

    /** The stars that are not escaped. */
    static int stars(String pattern) {
        return new Glob(pattern).parts.size() - 1;
    }

    boolean matches(String text) {
        String first = parts.getFirst().text;
        if (parts.size() == 1) {
            return text.equals(first);
        }
        String last = parts.getLast().text;
        int at = first.length();
        int end = text.length() - last.length();
        if (at > end || !text.startsWith(first) || !text.endsWith(last)) {
            return false;
        }
        for (Part part : parts.subList(1, parts.size() - 1)) {
            at = part.endIn(text, at, end);
            if (at < 0) {
                return false;
            }
        }
        return true;
    }
}
