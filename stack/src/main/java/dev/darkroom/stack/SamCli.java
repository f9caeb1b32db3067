package dev.darkroom.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The sam that is on the PATH, in a process of its own that has our terminal. */
final class SamCli implements Sam {

    /**
     * Since 1.152 it reads settings from a file. Source: samcli/cli/types.py (CfnParameterOverridesType) of the releases
     * 1.151.0 and 1.152.0 on PyPI.
     */
    private static final int[] OLDEST = {1, 152, 0};

    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)");

    private static final String INSTALL =
            "https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html";

    private final String sam;
    private final Path folder;

    SamCli(Path folder) {
        this("sam", folder);
    }

    /** @param sam its name on the PATH, or its path */
    SamCli(String sam, Path folder) {
        this.sam = sam;
        this.folder = folder;
    }

    @Override
    public void check() {
        String said;
        try {
            var process = new ProcessBuilder(sam, "--version")
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
        } catch (IOException e) {
            throw new DeployFailed(
                    "The SAM CLI is not here: install it from " + INSTALL + " and run ./deploy again.", e);
        } catch (InterruptedException e) {
            throw new DeployFailed("Interrupted.", e);
        }
        var version = VERSION.matcher(said);
        if (!version.find()) {
            throw new DeployFailed(
                    "sam --version says \"" + said.lines().findFirst().orElse("nothing")
                            + "\" instead of its version: install the SAM CLI anew from " + INSTALL + ".");
        }
        var numbers = new int[] {
            Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)), Integer.parseInt(version.group(3))
        };
        if (Arrays.compare(numbers, OLDEST) < 0) {
            throw new DeployFailed("The SAM CLI here is " + version.group()
                    + ", and 1.152.0 or newer is needed: update it from " + INSTALL + ".");
        }
    }

    @Override
    public int deploy(String stack, String region, SortedMap<String, String> settings, boolean confirm) {
        Path file = null;
        try {
            file = Files.createTempFile("darkroom-settings-", ".yaml");
            Files.writeString(file, written(settings));
            var builder = new ProcessBuilder(command(stack, region, file, confirm))
                    .directory(folder.toFile())
                    .inheritIO();
            builder.environment().put("AWS_REGION", region);
            builder.environment().put("AWS_DEFAULT_REGION", region);
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new DeployFailed("sam could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new DeployFailed("Interrupted.", e);
        } finally {
            delete(file);
        }
    }

    private List<String> command(String stack, String region, Path settings, boolean confirm) {
        return List.of(
                sam,
                "deploy",
                "--config-env",
                stack,
                "--stack-name",
                stack,
                "--region",
                region,
                "--s3-prefix",
                stack,
                "--template-file",
                "template.yaml",
                "--resolve-s3",
                "--capabilities",
                "CAPABILITY_IAM",
                "--no-fail-on-empty-changeset",
                confirm ? "--confirm-changeset" : "--no-confirm-changeset",
                "--parameter-overrides",
                "file://" + settings);
    }

    /** The settings as a file that SAM reads: JSON, which is YAML too. */
    static String written(SortedMap<String, String> settings) {
        var escaped = new TreeMap<String, String>();
        settings.forEach((name, value) -> escaped.put(name, escape(escape(value))));
        return new ObjectMapper().valueToTree(escaped).toPrettyString();
    }

    /**
     * SAM takes quotes off that stand round a value, and a backslash away that stands before a blank or a quote; what comes
     * from a file goes through that twice. Source: samcli/cli/types.py, _unquote_wrapped_quotes and convert, 1.170.0.
     */
    private static String escape(String value) {
        return '"' + value.replaceAll("\\\\(?=[ \"'])", "\\\\\\\\") + '"';
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It holds no secret, and the system's folder for such files is swept.
        }
    }
}
