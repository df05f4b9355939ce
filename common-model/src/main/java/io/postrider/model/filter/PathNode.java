package io.postrider.model.filter;

import io.postrider.model.filter.EventValue.Elements;
import io.postrider.model.filter.EventValue.Members;
import io.postrider.model.filter.EventValue.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a conjunction as a tree of path steps, which descends into an event together with
 * it.
 *
 * <p>At an object the children are independent of each other, because their values share no array.
 * At an array all fields below must be satisfied in one and the same element: that is Ruler's array
 * consistency. So each value of the event is visited once for each step that leads to it. Only
 * where a name has a full stop may a field be found in two places at once, and the choice is
 * searched.
 */
final class PathNode {

    /** Part of a field's path, from a node of the tree on. */
    private record Tail(Field field, int from) {

        boolean isEmpty() {
            return from == field.path().length();
        }

        String firstStep() {
            return field.path().step(from);
        }
    }

    private final String name;
    private final List<Tail> tails;
    private final @Nullable Field field;
    private final PathNode[] children;

    /** This node without its own field; itself when it has none, or no children. */
    private final PathNode below;

    private PathNode(String name, List<Tail> tails) {
        this.name = name;
        this.tails = tails;
        Field own = null;
        Map<String, List<Tail>> byStep = new LinkedHashMap<>();
        List<Tail> deeper = new ArrayList<>(tails.size());
        for (Tail tail : tails) {
            if (tail.isEmpty()) {
                own = tail.field();
            } else {
                deeper.add(tail);
                byStep.computeIfAbsent(tail.firstStep(), _ -> new ArrayList<>(1))
                        .add(new Tail(tail.field(), tail.from() + 1));
            }
        }
        field = own;
        children =
                byStep.entrySet().stream()
                        .map(child -> new PathNode(child.getKey(), child.getValue()))
                        .toArray(PathNode[]::new);
        below = own == null || deeper.isEmpty() ? this : new PathNode(name, deeper);
    }

    /** The tree of all the fields. */
    static PathNode of(List<Field> fields) {
        return new PathNode("", fields.stream().map(field -> new Tail(field, 0)).toList());
    }

    /** Whether the value satisfies all fields; false also when the budget is spent. */
    boolean matches(EventValue value, Steps steps) {
        if (!steps.take()) {
            return false;
        }
        return switch (value) {
            case Scalar scalar ->
                    children.length == 0 && field != null && field.accepts(scalar, steps);
            case Elements elements -> matchesElement(elements, steps);
            case Members members -> field == null && matchesMembers(members, steps);
        };
    }

    private boolean matchesElement(Elements elements, Steps steps) {
        boolean accepted = field != null && below != this && acceptsScalarOf(elements, steps);
        for (EventValue element : elements.all()) {
            if (matches(element, steps) || (accepted && below.matches(element, steps))) {
                return true;
            }
            if (steps.isSpent()) {
                return false;
            }
        }
        return false;
    }

    /** A value that lies directly in an array belongs to none of its elements. */
    private boolean acceptsScalarOf(Elements elements, Steps steps) {
        for (EventValue element : elements.all()) {
            if (element instanceof Scalar scalar && field != null && field.accepts(scalar, steps)) {
                return true;
            }
        }
        return false;
    }

    private boolean matchesMembers(Members members, Steps steps) {
        for (PathNode child : children) {
            if (!child.matchesMemberOf(members, steps)) {
                return false;
            }
        }
        return true;
    }

    private boolean matchesMemberOf(Members members, Steps steps) {
        if (members.dotted()) {
            List<Choice> choices = new ArrayList<>(tails.size());
            for (Tail tail : tails) {
                choices.add(new Choice(tail.field(), sources(tail, members, steps)));
            }
            if (!choices.stream().allMatch(Choice::isNestedOnly)) {
                return new JointSearch(choices, steps).find();
            }
        }
        EventValue member = members.get(name);
        return member != null && matches(member, steps);
    }

    /** The members of an object whose names, one or several steps long, may lead to the field. */
    private static List<Source> sources(Tail tail, Members members, Steps steps) {
        FieldPath path = tail.field().path();
        int start = tail.from() - 1;
        List<Source> sources = new ArrayList<>(1);
        for (int to = tail.from(); to <= path.length() && steps.take(); to++) {
            String joined = path.joined(start, to);
            EventValue value = members.get(joined);
            if (value != null) {
                sources.add(new Source(joined, value, to, to - start > 1));
            }
        }
        return sources;
    }

    /** A member of an object, and the step of the path that follows its name. */
    private record Source(String name, EventValue value, int next, boolean dotted) {}

    /** The members that one field may be found in. */
    private record Choice(Field field, List<Source> sources) {

        boolean isNestedOnly() {
            return sources.size() == 1 && !sources.getFirst().dotted();
        }
    }

    /**
     * Chooses a member for each field so that each member satisfies all fields that it is chosen
     * for. The number of combinations is a product, which the budget bounds.
     */
    private static final class JointSearch {

        /** A member, and the fields that it must satisfy. */
        private record Chosen(EventValue value, List<Tail> tails) {}

        private final List<Choice> choices;
        private final Steps steps;
        private final Map<String, Chosen> byMember = new LinkedHashMap<>();

        JointSearch(List<Choice> choices, Steps steps) {
            this.choices = choices;
            this.steps = steps;
        }

        boolean find() {
            return find(0);
        }

        private boolean find(int number) {
            if (!steps.take()) {
                return false;
            }
            if (number == choices.size()) {
                return byMember.values().stream()
                        .allMatch(member ->
                                new PathNode("", member.tails()).matches(member.value(), steps));
            }
            Choice choice = choices.get(number);
            for (Source source : choice.sources()) {
                Chosen chosen =
                        byMember.computeIfAbsent(
                                source.name(), _ -> new Chosen(source.value(), new ArrayList<>()));
                chosen.tails().add(new Tail(choice.field(), source.next()));
                boolean found = find(number + 1);
                chosen.tails().removeLast();
                if (chosen.tails().isEmpty()) {
                    byMember.remove(source.name());
                }
                if (found) {
                    return true;
                }
            }
            return false;
        }
    }
}
