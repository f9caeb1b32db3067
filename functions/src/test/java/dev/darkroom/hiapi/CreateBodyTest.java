package dev.darkroom.hiapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.junit.jupiter.api.Test;

class CreateBodyTest {
    private static final ObjectNode INPUT =
            new JsonMapper().createObjectNode().put("prompt", "say \"hi\"\n🐈").put("aspect_ratio", "1:1");

    @Test
    void keepsTheOrderAndTheCharacters() {
        assertEquals(
                "{\"model\":\"Nano-Banana-2\",\"input\":{\"prompt\":\"say \\\"hi\\\"\\n🐈\",\"aspect_ratio\":\"1:1\"}}",
                CreateBody.of("Nano-Banana-2", INPUT, null));
    }

    @Test
    void asksForACallbackBesideTheInput() {
        assertEquals(
                "{\"model\":\"m\",\"input\":{},\"callback\":{\"url\":\"https://app.example/c/1\",\"when\":\"final\"}}",
                CreateBody.of("m", new JsonMapper().createObjectNode(), URI.create("https://app.example/c/1")));
    }
}
