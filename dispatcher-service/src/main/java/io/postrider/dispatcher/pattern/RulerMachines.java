package io.postrider.dispatcher.pattern;

import org.jspecify.annotations.Nullable;

import software.amazon.event.ruler.GenericMachine;

import java.util.List;

/** Ruler's machines, which only ever grow. */
final class RulerMachines<M> {

    /** A machine of so few costly patterns that they cannot multiply. */
    static final class Precise<M> {

        private static final int MOST = 8;

        private final GenericMachine<Rule<M>> machine = newMachine();
        private int size;

        List<Rule<M>> rulesFor(EventDocument event) {
            return machine.rulesForJSONEvent(event.tree());
        }
    }

    private final GenericMachine<Rule<M>> screen = newMachine();
    private Precise<M> latest = new Precise<>();
    private int size;

    private static <R> GenericMachine<R> newMachine() {
        return GenericMachine.<R>builder().build();
    }

    /**
     * Takes the rule in.
     *
     * @return the machine that decides when the screen names it; null when the screen itself does,
     *     or testing it field by field
     */
    @Nullable Precise<M> add(Rule<M> rule, CompiledPattern pattern) {
        size++;
        if (!pattern.isCostly()) {
            pattern.addTo(screen, rule);
            return null;
        }
        pattern.relaxed().addTo(screen, rule);
        if (rule.plain != null) {
            return null;
        }
        if (latest.size == Precise.MOST) {
            latest = new Precise<>();
        }
        latest.size++;
        pattern.addTo(latest.machine, rule);
        return latest;
    }

    /** Every rule whose pattern may match the event, those without members included. */
    List<Rule<M>> screen(EventDocument event) {
        return size == 0 ? List.of() : screen.rulesForJSONEvent(event.tree());
    }

    int size() {
        return size;
    }
}
