package dev.darkroom.local;

import dev.darkroom.local.states.DefinitionRefused;
import dev.darkroom.local.states.ExecutionEnded;
import dev.darkroom.local.states.ExecutionStatus;
import dev.darkroom.local.states.StepFunctions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the template says of the state machine: which functions it calls, and who is told when it dies. */
record Workflow(Map<String, Lambda> functions) {

    private static final Logger LOG = System.getLogger(Workflow.class.getName());
    private static final Duration REPAIRED_EVERY = Duration.ofMinutes(15);
    private static final String NAME = "generate";
    private static final List<String> STEPS = List.of("Submit", "Poll", "Persist", "GiveUp");

    /** @return the machine's ARN */
    String createIn(StepFunctions states, Path definition) {
        var substitutions = STEPS.stream().collect(Collectors.toMap(step -> step + "Function", step -> step));
        try {
            var arn = states.create(NAME, Files.readString(definition), substitutions);
            states.addListener(this::giveUp);
            return arn;
        } catch (IOException e) {
            throw CannotStart.because(
                    String.format(Locale.ROOT, "The state machine %s cannot be read.", definition), e);
        } catch (DefinitionRefused e) {
            throw CannotStart.because(
                    String.format(Locale.ROOT, "The state machine %s is wrong: %s", definition, e.getMessage()), e);
        }
    }

    /** The schedule: every quarter of an hour, for as long as the timeline goes on. */
    void repairOn(Timeline timeline) {
        timeline.schedule(timeline.instant().plus(REPAIRED_EVERY), () -> {
            repairOn(timeline);
            repair();
        });
    }

    private void repair() {
        try {
            invoke("Repair", "{}");
        } catch (IllegalStateException e) {
            LOG.log(Level.WARNING, "the next repair is in a quarter of an hour", e);
        }
    }

    /** The event rule: an execution that ended any other way than by its own End still ends its task. */
    private void giveUp(ExecutionEnded ended) {
        if (ended.status() == ExecutionStatus.SUCCEEDED) {
            return;
        }
        invoke(
                "GiveUp",
                String.format(Locale.ROOT, "{\"taskId\":\"%s\",\"error\":\"%s\"}", ended.name(), ended.status()));
    }

    private void invoke(String function, String event) {
        try {
            functions.get(function).invoke(event.getBytes(StandardCharsets.UTF_8));
        } catch (FunctionError e) {
            throw new IllegalStateException(function + " failed", e);
        }
    }
}
