package dev.darkroom.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the documents say of the models, written from the catalogue. */
record ModelsPage(Catalog catalog) {

    private static final String HEAD = """
            # Models

            Written from `models.json` by the command at the end; a test holds it equal. Every fact has its source. HiAPI's
            pages were read in 2026, and no fact was tried with a live key: `GET /api/models` of a running site tells what may
            be chosen there. Bold are the defaults.

            """;

    private static final String PRICES = """
            ## Prices that you must set

            Nothing with an unknown price can be chosen, so nothing is ever free by mistake. Where no source has a price, or
            where yours is another, say it in `MODEL_PRICES` (the parameter `ModelPrices` of the template): US dollars for one
            image, or for one second of video. This would open all that is closed; put your own numbers in place of 0.10:

            ```json
            %s
            ```

            """;

    private static final String RETIRED = """
            ## Retired

            Asked for by name, they are refused with 422, and the answer names the successor.

            | model | retired on | choose instead | source |
            | --- | --- | --- | --- |
            """;

    private static final String TAIL = """

            ## To change this page

            Change `functions/src/main/resources/dev/darkroom/catalog/models.json`, then write this page, the words of models in
            `openapi.yaml` and the table of `cost.md` anew:

            ```sh
            mvn -q -pl functions test -Dtest=ModelsPageTest -Ddarkroom.write=true
            ```
            """;

    /** {@code docs/models.md}. */
    String models() {
        var page = new StringBuilder(HEAD).append(overview());
        catalog.models().forEach(model -> page.append(section(model)));
        page.append(String.format(Locale.ROOT, PRICES, missing())).append(RETIRED);
        catalog.retired()
                .forEach(gone -> page.append(row(
                        "`" + gone.id() + "`",
                        gone.retiredOn() == null ? "not documented" : gone.retiredOn(),
                        "`" + gone.successor() + "`",
                        gone.source())));
        return page.append(TAIL).toString();
    }

    /** The table of {@code docs/cost.md}. */
    String cost() {
        var table =
                new StringBuilder("| model | price | ten images or videos | 100,000 |\n| --- | --- | --- | --- |\n");
        for (var model : catalog.models()) {
            for (var resolution : model.pricedResolutions()) {
                var one = model.price(resolution).orElseThrow().microDollars(seconds(model));
                table.append(row(
                        model.title() + " at " + resolution,
                        price(model, resolution),
                        "$" + Price.usd(10 * one),
                        "$" + Price.usd(100_000 * one)));
            }
        }
        return table.toString();
    }

    /**
     * The schemas of {@code docs/openapi.yaml} that follow from the catalogue. Its words are examples and no enumerations:
     * another version of the site has others, and a client that was generated before is still to read them.
     */
    String openApi() {
        var models = catalog.models();
        var seconds =
                models.stream().map(Model::durations).filter(Objects::nonNull).toList();
        return openWord(
                        "ModelId",
                        "Open: GET /api/models tells which have a price on this site.",
                        models.stream().map(Model::id))
                + openWord(
                        "AspectRatio",
                        "Open: GET /api/models tells which of them each model has.",
                        models.stream().flatMap(model -> model.aspectRatios().allowed().stream()))
                + openWord(
                        "Resolution",
                        "Open: GET /api/models tells which of them each model has.",
                        models.stream().flatMap(model -> model.resolutions().allowed().stream()))
                + "    DurationSeconds:\n"
                + "      type: integer\n"
                + "      format: int32\n"
                + "      description: For videos.\n"
                + "      minimum: "
                + seconds.stream().mapToInt(DurationRange::min).min().orElseThrow() + "\n"
                + "      maximum: "
                + seconds.stream().mapToInt(DurationRange::max).max().orElseThrow() + "\n";
    }

    private static String openWord(String name, String description, Stream<String> values) {
        var examples = values.distinct().map(text -> "'" + text + "'").collect(Collectors.joining(", "));
        return "    " + name + ":\n"
                + "      type: string\n"
                + "      description: '" + description + "'\n"
                + "      examples: [" + examples + "]\n";
    }

    private String overview() {
        var table = new StringBuilder(
                "| model | makes | price | references | typically |\n| --- | --- | --- | --- | --- |\n");
        for (var model : catalog.models()) {
            var usual = model == catalog.defaultModel() ? " (default)" : "";
            table.append(row(
                    "[`" + model.id() + "`](#" + anchor(model) + ")" + usual,
                    model.kind().name().toLowerCase(Locale.ROOT),
                    prices(model),
                    model.maxReferences() == 0 ? "none" : "up to " + model.maxReferences(),
                    model.typicalSeconds() + " s"));
        }
        return table.append("\n").toString();
    }

    private static String section(Model model) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("providerModel", providerModels(model));
        facts.put("strengths", model.strengths());
        facts.put("prices", prices(model));
        facts.put("typicalSeconds", model.typicalSeconds() + " s");
        facts.put("maxPrompt", prompt(model));
        facts.put("aspectRatios", listed(model.aspectRatios()) + exclusions(model));
        facts.put("resolutions", listed(model.resolutions()));
        if (model.durations() != null) {
            var durations = model.durations();
            facts.put("durations", durations.min() + " to " + durations.max() + " s, by default " + durations.preset());
        }
        facts.put("references", references(model));
        facts.put("mapping", mapping(model));
        var table = new StringBuilder("## " + model.title() + "\n\n| fact | value | source |\n| --- | --- | --- |\n");
        facts.forEach((fact, value) -> table.append(
                row(words(fact), value, model.sources().getOrDefault(fact, "as for the facts that it says"))));
        return table.append("\n").toString();
    }

    private static String providerModels(Model model) {
        var names = new LinkedHashSet<String>();
        if (model.providerModel() != null) {
            names.add("`" + model.providerModel() + "`");
        }
        if (model.references() != null) {
            names.add("`" + model.references().providerModel() + "`");
        }
        return String.join(", with references ", names);
    }

    private static String prompt(Model model) {
        var most = model.maxPrompt() == null ? "`MAX_PROMPT` characters" : model.maxPrompt() + " characters";
        return model.minPrompt() + " to " + most;
    }

    private static String prices(Model model) {
        return model.resolutions().allowed().stream()
                .map(resolution -> model.price(resolution).isPresent()
                        ? price(model, resolution)
                        : resolution + ": **you must set it**")
                .collect(Collectors.joining("<br>"));
    }

    private static String price(Model model, String resolution) {
        var price = model.price(resolution).orElseThrow();
        return model.video()
                ? resolution + ": $" + Price.usd(price.microDollars(1)) + " a second"
                : resolution + ": $" + Price.usd(price.microDollars(null));
    }

    private static String listed(AllowedValues options) {
        return options.allowed().stream()
                .map(each -> each.equals(options.preset()) ? "**" + each + "**" : each)
                .collect(Collectors.joining(", "));
    }

    private static String exclusions(Model model) {
        return model.exclusions().stream()
                .map(rule -> "<br>not " + String.join(", ", rule.aspectRatios()) + " at "
                        + String.join(" or ", rule.resolutions())
                        + (rule.withReferences() == null
                                ? ""
                                : rule.withReferences() ? " with references" : " without references"))
                .collect(Collectors.joining());
    }

    private static String references(Model model) {
        var references = model.references();
        if (references == null) {
            return "none";
        }
        return references.frames() == null
                ? "up to " + references.max() + ", in `" + references.field() + "`"
                : "up to " + references.max() + ", in `" + String.join("`, `", references.frames()) + "`";
    }

    private static String mapping(Model model) {
        var words = new ArrayList<String>();
        for (var term : List.of("aspectRatio", "resolution")) {
            var said = term.equals("aspectRatio")
                    ? model.mapping().aspectRatio()
                    : model.mapping().resolution();
            if (said != null) {
                words.add(term + " as `" + said.field() + "`" + (said.values() == null ? "" : " in its own words"));
            }
        }
        if (model.mapping().duration() != null) {
            words.add("durationSeconds as `" + model.mapping().duration() + "`");
        }
        model.mapping().always().forEach((field, value) -> words.add("always `" + field + "`: `" + value + "`"));
        return String.join("<br>", words);
    }

    private String missing() {
        var missing = new LinkedHashMap<String, Map<String, BigDecimal>>();
        for (var model : catalog.models()) {
            for (var resolution : model.resolutions().allowed()) {
                if (model.price(resolution).isEmpty()) {
                    missing.computeIfAbsent(model.id(), _ -> new LinkedHashMap<>())
                            .put(resolution, new BigDecimal("0.10"));
                }
            }
        }
        return missing.entrySet().stream()
                .map(entry -> "  \"" + entry.getKey() + "\": "
                        + entry.getValue().entrySet().stream()
                                .map(each -> "\"" + each.getKey() + "\": " + each.getValue())
                                .collect(Collectors.joining(", ", "{ ", " }")))
                .collect(Collectors.joining(",\n", "{\n", "\n}"));
    }

    /** A video of the usual length; null for an image. */
    private static Integer seconds(Model model) {
        return model.durations() == null
                ? null
                : Integer.valueOf(model.durations().preset());
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(Model model) {
        return model.title()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 -]", "")
                .replace(' ', '-');
    }

    /** {@code typicalSeconds} is {@code typical seconds}. */
    private static String words(String fact) {
        return fact.replaceAll("(?<=.)(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String row(String... cells) {
        return "| " + Stream.of(cells).map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | "))
                + " |\n";
    }
}
