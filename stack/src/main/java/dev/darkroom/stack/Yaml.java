package dev.darkroom.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads a CloudFormation template into JSON, with its short forms ({@code !Ref X}) as the long ones. */
final class Yaml {

    private Yaml() {}

    /** Every scalar comes as text: CloudFormation takes {@code "10"} for 10 and {@code "true"} for true. */
    static JsonNode read(String text) {
        return json(new org.yaml.snakeyaml.Yaml(new LoaderOptions()).compose(new StringReader(text)));
    }

    private static JsonNode json(Node node) {
        var plain =
                switch (node) {
                    case MappingNode mapping -> object(mapping);
                    case SequenceNode sequence -> array(sequence);
                    case ScalarNode scalar -> TextNode.valueOf(scalar.getValue());
                    default -> throw new IllegalArgumentException("a YAML node of another kind: " + node);
                };
        var tag = node.getTag().getValue();
        if (!tag.startsWith("!")) {
            return node.getTag().equals(Tag.NULL) ? JsonNodeFactory.instance.nullNode() : plain;
        }
        var name = tag.substring(1);
        var function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        return JsonNodeFactory.instance.objectNode().set(function, name.equals("GetAtt") ? parts(plain) : plain);
    }

    /** {@code !GetAtt A.B} is the list of A and B in JSON. */
    private static JsonNode parts(JsonNode plain) {
        if (!plain.isTextual()) {
            return plain;
        }
        var both = plain.asText().split("\\.", 2);
        return JsonNodeFactory.instance.arrayNode().add(both[0]).add(both[1]);
    }

    private static ObjectNode object(MappingNode mapping) {
        var object = JsonNodeFactory.instance.objectNode();
        mapping.getValue()
                .forEach(entry -> object.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode())));
        return object;
    }

    private static ArrayNode array(SequenceNode sequence) {
        var array = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(item -> array.add(json(item)));
        return array;
    }
}
