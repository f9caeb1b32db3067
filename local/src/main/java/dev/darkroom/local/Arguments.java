package dev.darkroom.local;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;

/**
 * What the command line asks for.
 *
 * @param home the root of the source tree: {@code infra/} and {@code site/} are read from it
 * @param data where rows, files and secrets are kept between runs
 * @param port the public port; 0 for any free one
 * @param fresh whether to begin with an empty data folder
 * @param json whether the terminal shows the log itself, as lines of JSON, instead of words for a person
 * @param sam whether functions in {@code sam local}'s containers may work on it too
 */
public record Arguments(Path home, Path data, int port, boolean fresh, boolean json, boolean sam) {

    /** What {@code --help} prints. */
    public static final String HELP = """
            Usage: ./run [--port 8080] [--data .local] [--fresh] [--log json] [--sam]

              --port N    serve on this port of this machine; 0 takes any free one
              --data DIR  keep history, secrets, the log, and pictures (without MEDIA_S3_ENDPOINT) in this folder
              --fresh     empty that folder first
              --log json  print the log as it is written to DIR/log, as lines of JSON;
                          by default (--log words) one line per picture is printed
              --sam       allow functions that sam local runs in Docker to use this server, with
                          --env-vars DIR/sam.json (docs/deploy.md)
              --help      print this

            Without HIAPI_API_KEY and HIAPI_BASE_URL a built-in simulated HiAPI draws the pictures, and HiAPI
            is paid nothing. For real ones: HIAPI_API_KEY=your-key ./run
            """;

    public Arguments {
        if (port < 0 || port > 65_535) {
            throw CannotStart.usage(String.format(Locale.ROOT, "--port takes a number from 0 to 65535, not %d.", port));
        }
        home = home.toAbsolutePath().normalize();
        data = data.toAbsolutePath().normalize();
    }

    /** With words for a person. */
    public Arguments(Path home, Path data, int port, boolean fresh) {
        this(home, data, port, fresh, false, false);
    }

    /** The defaults for a source tree. */
    public static Arguments in(Path home) {
        return new Arguments(home, home.resolve(".local"), 8080, false);
    }

    /** Reads the command line. Both {@code --port 80} and {@code --port=80} are understood. */
    public static Arguments parse(List<String> arguments, Path home) {
        var read = in(home);
        var left = new ArrayDeque<String>();
        for (var argument : arguments) {
            left.addAll(List.of(argument.startsWith("--") ? argument.split("=", 2) : new String[] {argument}));
        }
        while (!left.isEmpty()) {
            var name = left.remove();
            read = switch (name) {
                case "--port" -> read.withPort(value(name, left.poll()));
                case "--data" -> read.withData(Path.of(value(name, left.poll())));
                case "--fresh" -> new Arguments(home, read.data, read.port, true, read.json, read.sam);
                case "--log" -> read.withLog(isJson(value(name, left.poll())));
                case "--sam" -> new Arguments(home, read.data, read.port, read.fresh, read.json, true);
                default ->
                    throw CannotStart.usage(
                            String.format(Locale.ROOT, "Unknown argument: %s. Try ./run --help.", name));
            };
        }
        return read;
    }

    private Arguments withData(Path folder) {
        return new Arguments(home, folder, port, fresh, json, sam);
    }

    private Arguments withLog(boolean asJson) {
        return new Arguments(home, data, port, fresh, asJson, sam);
    }

    private Arguments withPort(String number) {
        try {
            return new Arguments(home, data, Integer.parseInt(number), fresh, json, sam);
        } catch (NumberFormatException e) {
            throw CannotStart.usage(
                    String.format(Locale.ROOT, "--port takes a number from 0 to 65535, not %s.", number));
        }
    }

    private static boolean isJson(String form) {
        return switch (form) {
            case "json" -> true;
            case "words" -> false;
            default -> throw CannotStart.usage(String.format(Locale.ROOT, "--log takes json or words, not %s.", form));
        };
    }

    private static String value(String name, String value) {
        if (value == null || value.isBlank() || value.startsWith("--")) {
            throw CannotStart.usage(String.format(Locale.ROOT, "%s needs a value. Try ./run --help.", name));
        }
        return value;
    }
}
