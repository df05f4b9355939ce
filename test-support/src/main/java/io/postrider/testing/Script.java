package io.postrider.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which answer comes next. */
final class Script {

    private final Map<String, Deque<Answer>> byPath = new HashMap<>();
    private Deque<Answer> forAll = new ArrayDeque<>(List.of(Answer.ok()));

    synchronized void set(String path, List<Answer> answers) {
        byPath.put(path, copy(answers));
    }

    synchronized void setForAll(List<Answer> answers) {
        forAll = copy(answers);
    }

    synchronized Answer next(String path) {
        Deque<Answer> answers = byPath.getOrDefault(path, forAll);
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    private static Deque<Answer> copy(List<Answer> answers) {
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("A script needs at least one answer");
        }
        return new ArrayDeque<>(answers);
    }
}
