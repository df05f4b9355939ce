package io.postrider.model.filter;

import io.postrider.model.filter.EventValue.Elements;
import io.postrider.model.filter.EventValue.Members;
import io.postrider.model.filter.EventValue.Scalar;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * A map from paths, which finds the entries for all values of an event in one walk: each value of
 * the event is visited at most once, however many paths there are.
 */
final class PathTree<T> {

    private final Map<String, PathTree<T>> children = new HashMap<>(2);
    private @Nullable T entry;

    @Nullable T get(FieldPath path) {
        PathTree<T> node = this;
        for (int i = 0; node != null && i < path.length(); i++) {
            node = node.children.get(path.step(i));
        }
        return node == null ? null : node.entry;
    }

    T computeIfAbsent(FieldPath path, Supplier<T> make) {
        PathTree<T> node = this;
        for (int i = 0; i < path.length(); i++) {
            node = node.children.computeIfAbsent(path.step(i), _ -> new PathTree<>());
        }
        T known = node.entry;
        if (known == null) {
            known = make.get();
            node.entry = known;
        }
        return known;
    }

    void remove(FieldPath path) {
        remove(path, 0);
    }

    private void remove(FieldPath path, int step) {
        if (step == path.length()) {
            entry = null;
            return;
        }
        PathTree<T> child = children.get(path.step(step));
        if (child != null) {
            child.remove(path, step + 1);
            if (child.isEmpty()) {
                children.remove(path.step(step));
            }
        }
    }

    boolean isEmpty() {
        return entry == null && children.isEmpty();
    }

    /** Names the entry of each value's path. Ends early when the budget is spent. */
    void visit(EventValue value, Steps steps, BiConsumer<T, Scalar> visitor) {
        if (!steps.take()) {
            return;
        }
        switch (value) {
            case Scalar scalar -> {
                T found = entry;
                if (found != null) {
                    visitor.accept(found, scalar);
                }
            }
            case Elements elements -> {
                for (EventValue element : elements.all()) {
                    if (steps.isSpent()) {
                        return;
                    }
                    visit(element, steps, visitor);
                }
            }
            case Members members -> visitMembers(members, steps, visitor);
        }
    }

    private void visitMembers(Members members, Steps steps, BiConsumer<T, Scalar> visitor) {
        if (!members.dotted() && children.size() <= members.byName().size()) {
            children.forEach((name, child) -> {
                EventValue member = members.get(name);
                if (member != null) {
                    child.visit(member, steps, visitor);
                }
            });
            return;
        }
        members.byName()
                .forEach((name, member) -> {
                    PathTree<T> child = members.dotted() ? at(name) : children.get(name);
                    if (child != null) {
                        child.visit(member, steps, visitor);
                    }
                });
    }

    /** The node that the name leads to, which may stand for several steps. */
    private @Nullable PathTree<T> at(String name) {
        PathTree<T> node = this;
        for (String step : FieldPath.of(name).steps()) {
            node = node.children.get(step);
            if (node == null) {
                return null;
            }
        }
        return node;
    }
}
