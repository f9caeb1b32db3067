package dev.darkroom.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A workflow that carries nothing on, and remembers what it was asked. */
public final class MemoryFlow implements Flow {

    /** Each call as its name and what it was given, such as {@code start task1 task1 60}. */
    public final List<String> calls = new CopyOnWriteArrayList<>();

    @Override
    public void start(String name, String taskId, int callbackWaitSeconds) {
        calls.add("start " + name + " " + taskId + " " + callbackWaitSeconds);
    }

    @Override
    public boolean finish(String token, String taskId) {
        return calls.add("finish " + token + " " + taskId);
    }

    @Override
    public boolean resumeAfter(String token, Duration delay) {
        return calls.add("resumeAfter " + token + " " + delay);
    }

    @Override
    public boolean fail(String token, String error, String cause) {
        return calls.add("fail " + token + " " + error);
    }
}
