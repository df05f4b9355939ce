package io.postrider.dispatcher.pattern;

import org.jspecify.annotations.Nullable;

import java.util.Collection;

/** A pattern and its members, known by its identity. */
final class Rule<M> {

    final Holders<M> members = new Holders<>();

    /** The pattern in the form that is tested field by field; null when it has none. */
    final @Nullable PlainPattern plain;

    /** The field that it is found by; null when it is Ruler that finds it. */
    final PlainPattern.@Nullable Field anchor;

    /** Where Ruler decides what its screen leaves open; null when nothing is left to it. */
    RulerMachines.@Nullable Precise<M> precise;

    Rule(@Nullable PlainPattern plain, PlainPattern.@Nullable Field anchor) {
        this.plain = plain;
        this.anchor = anchor;
    }

    void collectIfPlainMatches(EventDocument event, Collection<M> found) {
        if (plain == null || plain.matches(event)) {
            found.addAll(members.all());
        }
    }
}
