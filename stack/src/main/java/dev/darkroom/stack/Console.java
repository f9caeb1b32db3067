package dev.darkroom.stack;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The terminal that ./deploy was started in. */
final class Console implements Terminal {

    /** Read byte by byte, so that what was typed ahead is there for sam. */
    private final InputStream in = new FileInputStream(FileDescriptor.in);

    @Override
    public boolean interactive() {
        return System.console() != null && System.console().isTerminal();
    }

    @Override
    public Optional<String> ask(String prompt) {
        System.out.print(prompt);
        System.out.flush();
        return readLine();
    }

    /** The JDK turns the echo on again when it is interrupted: java.io.Console restores it in a shutdown hook. */
    @Override
    public Optional<String> askUnseen(String prompt) {
        if (!interactive()) {
            return readLine();
        }
        var typed = System.console().readPassword("%s", prompt);
        return typed == null ? Optional.empty() : Optional.of(new String(typed));
    }

    @Override
    public void say(String line) {
        System.out.println(line);
    }

    @Override
    public void warn(String line) {
        System.err.println(line);
    }

    private Optional<String> readLine() {
        try {
            var bytes = new ByteArrayOutputStream();
            int next;
            while ((next = in.read()) != -1 && next != '\n') {
                bytes.write(next);
            }
            if (next == -1 && bytes.size() == 0) {
                return Optional.empty();
            }
            return Optional.of(bytes.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
