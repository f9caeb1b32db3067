package dev.darkroom.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** Holds an input to one of the catalogue's schemas. */
public final class InputSchemas {
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private InputSchemas() {}

    /** Everything that is wrong with the input; empty when it is accepted. */
    public static List<String> problems(JsonNode schema, JsonNode input) {
        return REGISTRY.getSchema(schema).validate(input).stream()
                .map(Error::toString)
                .toList();
    }
}
