package dev.darkroom.stack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A terminal with its answers ready; at their end it is at the input's end. */
final class FakeTerminal implements Terminal {

    final Deque<String> answers = new ArrayDeque<>();
    final List<String> prompts = new ArrayList<>();
    final List<String> said = new ArrayList<>();
    boolean interactive;

    FakeTerminal answers(String... lines) {
        interactive = true;
        answers.addAll(List.of(lines));
        return this;
    }

    @Override
    public boolean interactive() {
        return interactive;
    }

    @Override
    public Optional<String> ask(String prompt) {
        prompts.add(prompt);
        return Optional.ofNullable(answers.poll());
    }

    @Override
    public Optional<String> askUnseen(String prompt) {
        return ask(prompt);
    }

    @Override
    public void say(String line) {
        said.add(line);
    }

    @Override
    public void warn(String line) {
        said.add("warning: " + line);
    }

    String all() {
        return String.join("\n", said);
    }
}
