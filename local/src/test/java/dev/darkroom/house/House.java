package dev.darkroom.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The repository as the house's tests read it: its files, its template, its state machine. */
public final class House {

    public static final Path ROOT = root();

    /** What .gitignore leaves out, and git's own folder. */
    private static final Set<String> UNTRACKED = Set.of(".git", "target", ".local", ".idea", ".vscode", ".aws-sam");

    private House() {}

    /** CloudFormation's short forms are read as what follows the tag: {@code !Ref X} is the text {@code X}. */
    public static JsonNode template() {
        return read(() -> new YAMLMapper().readTree(text("template.yaml")));
    }

    public static JsonNode resources() {
        return template().get("Resources");
    }

    /** The body of the template's dashboard, its variables as they are written. */
    public static JsonNode dashboard() {
        var body = resources().at("/Dashboard/Properties/DashboardBody").asText();
        return read(() -> new ObjectMapper().readTree(body));
    }

    /** Resources of one type, by logical id. */
    public static TreeMap<String, JsonNode> resources(String type) {
        var found = new TreeMap<String, JsonNode>();
        resources().properties().forEach(entry -> {
            if (entry.getValue().get("Type").asText().equals(type)) {
                found.put(entry.getKey(), entry.getValue());
            }
        });
        return found;
    }

    public static TreeMap<String, JsonNode> functions() {
        return resources("AWS::Serverless::Function");
    }

    /** The variables of all functions, those for all of them included, each with its values as they are written. */
    public static TreeMap<String, Set<String>> variables() {
        var found = new TreeMap<String, Set<String>>();
        var everywhere = Stream.of(template().at("/Globals/Function/Environment/Variables"));
        Stream.concat(
                        everywhere,
                        functions().values().stream().map(function -> function.at("/Properties/Environment/Variables")))
                .flatMap(variables -> variables.properties().stream())
                .forEach(variable -> found.computeIfAbsent(variable.getKey(), name -> new TreeSet<>())
                        .add(
                                variable.getValue().isTextual()
                                        ? variable.getValue().asText()
                                        : variable.getValue().toString()));
        return found;
    }

    public static JsonNode states() {
        return json("infra/generate.asl.json").get("States");
    }

    /** The states of type Task, by name. */
    public static TreeMap<String, JsonNode> tasks() {
        var found = new TreeMap<String, JsonNode>();
        states().properties().forEach(entry -> {
            if (entry.getValue().get("Type").asText().equals("Task")) {
                found.put(entry.getKey(), entry.getValue());
            }
        });
        return found;
    }

    /** The names of a room's handler classes. */
    public static TreeSet<String> handlers(String room) {
        var found = new TreeSet<String>();
        for (var file : files(path -> path.startsWith("functions/src/main/java/dev/darkroom/" + room + "/"))) {
            if (text(file).contains(" handleRequest(")) {
                found.add(file.replaceAll(".*/|\\.java$", ""));
            }
        }
        return found;
    }

    /** {@code GiveUp} is {@code give-up}. */
    public static String kebab(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /** Tracked files by their path from the root, in order. */
    public static List<String> files(Predicate<String> wanted) {
        return read(() -> {
            try (var tree = walk(ROOT)) {
                return tree.map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                        .filter(wanted)
                        .sorted()
                        .toList();
            }
        });
    }

    private static Stream<Path> walk(Path folder) throws IOException {
        return Files.list(folder)
                .filter(path -> !UNTRACKED.contains(path.getFileName().toString()))
                .flatMap(path -> {
                    if (Files.isDirectory(path)) {
                        return read(() -> walk(path));
                    }
                    return Files.isRegularFile(path) ? Stream.of(path) : Stream.empty();
                });
    }

    public static boolean exists(String path) {
        return Files.exists(ROOT.resolve(path));
    }

    public static String text(String path) {
        return read(() -> Files.readString(ROOT.resolve(path)));
    }

    public static JsonNode json(String path) {
        return read(() -> new ObjectMapper().readTree(text(path)));
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("template.yaml"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("run the tests inside the repository");
            }
        }
        return folder;
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
