package io.postrider.runtime.pipeline;

import java.util.List;

/** A stage that notes what it is asked for, and may go wrong at it. */
final class ScriptedStage implements PipelineStage {

    interface Work {
        void run() throws InterruptedException;
    }

    private final String name;
    private final List<String> notes;
    private Work starting = () -> {};
    private Work stopping = () -> {};
    private volatile boolean ready = true;

    ScriptedStage(String name, List<String> notes) {
        this.name = name;
        this.notes = notes;
    }

    ScriptedStage startingBy(Work work) {
        starting = work;
        return this;
    }

    ScriptedStage stoppingBy(Work work) {
        stopping = work;
        return this;
    }

    void ready(boolean works) {
        ready = works;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start() throws InterruptedException {
        notes.add("start " + name);
        starting.run();
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void stop() throws InterruptedException {
        notes.add("stop " + name);
        stopping.run();
    }
}
