package dev.darkroom.catalog;

import java.net.URI;
import java.util.List;

/** How a model's choices are said to the provider. */
record Wording() {
    Said say(Choice.Chosen chosen, String prompt, List<URI> references) {
        throw new UnsupportedOperationException();
    }
}
