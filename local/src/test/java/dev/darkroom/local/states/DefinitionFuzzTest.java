package dev.darkroom.local.states;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.darkroom.fuzz.Mutations;
import dev.darkroom.house.House;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A definition that is not understood is refused with a place in it, never with a stack trace. */
class DefinitionFuzzTest {

    private static final List<byte[]> DEFINITIONS = List.of(
            House.text("infra/generate.asl.json").getBytes(UTF_8),
            Rig.machine("~A~:{~Type~:~Wait~,~Seconds~:~{% 1 + $states.input.x %}~,~End~:true}")
                    .getBytes(UTF_8));

    @Test
    void definitions() {
        Mutations.of(DEFINITIONS, DefinitionFuzzTest::definition);
    }

    static void definition(byte[] input) {
        try {
            MachineReader.read(
                    "m",
                    new String(input, UTF_8),
                    Map.of("SubmitFunction", "s", "PollFunction", "p", "PersistFunction", "k", "GiveUpFunction", "g"));
        } catch (DefinitionRefused e) {
            // Refused, with the place.
        }
    }
}
