package dev.darkroom.local;

import dev.darkroom.JsonLogFormatter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What {@code ./run} logs: lines of JSON in files of a bounded size, as in AWS, and for the terminal what a person wants
 * to read, or the same lines. Until the data folder is its own it keeps what is said.
 */
final class Logging extends Handler {

    /** Five files of ten megabytes: a year of a developer's work fits in, and no more than that is ever there. */
    private static final int FILE_BYTES = 10_000_000;

    private static final int FILES = 5;

    /** Of what is said before it is open. */
    private static final int MOST_KEPT = 1000;

    /** The lines of AWS; a reading is one by itself. */
    private static final class Json extends Formatter {

        private final JsonLogFormatter lines = new JsonLogFormatter();

        @Override
        public String format(LogRecord said) {
            return Local.READINGS.equals(said.getLoggerName()) ? said.getMessage() + "\n" : lines.format(said);
        }
    }

    private final PrintStream terminal;
    private final List<LogRecord> kept = new ArrayList<>();
    private Handler file;
    private Function<LogRecord, Optional<String>> shown;

    Logging(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** Sends what is worth reading to stderr, a line each. Everything inside logs through the JDK's own logging. */
    static void quieten() {
        try (var settings = Logging.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes over from stderr. */
    static Logging takeOver(PrintStream terminal) {
        quieten();
        var root = Logger.getLogger("");
        for (var handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        var logging = new Logging(terminal);
        root.addHandler(logging);
        return logging;
    }

    /**
     * Writes what was kept, and from now on everything.
     *
     * @param folder made if it is not there
     * @param words what a person reads of a line, if anything; empty for the lines themselves
     * @throws CannotStart when the folder cannot be written
     */
    void open(Path folder, Optional<Function<LogRecord, Optional<String>>> words) {
        var json = new Json();
        show(
                openFile(folder, FILE_BYTES, FILES),
                words.orElse(said -> Optional.of(json.format(said).stripTrailing())));
    }

    /** Gives up: what was kept is said in words, and nothing is written. */
    void giveUp(Function<LogRecord, Optional<String>> words) {
        show(null, words);
    }

    /** What was kept is written outside of the lock: the words for it may be asked of a server that logs, too. */
    private void show(Handler into, Function<LogRecord, Optional<String>> words) {
        List<LogRecord> before;
        synchronized (this) {
            file = into;
            shown = words;
            before = List.copyOf(kept);
            kept.clear();
        }
        before.forEach(this::write);
    }

    /** As many files as that, of about so many bytes each; the one that is written to is number 0. */
    static Handler openFile(Path folder, int bytes, int files) {
        try {
            Files.createDirectories(folder);
            // In a pattern a percent sign is written twice.
            var pattern = folder.toString().replace("%", "%%") + "/darkroom.%g.jsonl";
            var file = new FileHandler(pattern, bytes, files, true);
            file.setEncoding("UTF-8");
            file.setFormatter(new Json());
            return file;
        } catch (IOException e) {
            throw CannotStart.because(String.format(Locale.ROOT, "The log cannot be written to %s.", folder), e);
        }
    }

    @Override
    public void publish(LogRecord said) {
        synchronized (this) {
            if (shown == null) {
                if (kept.size() < MOST_KEPT) {
                    kept.add(said);
                }
                return;
            }
        }
        write(said);
    }

    /** Not in turn: who asks the table for the words of one line does not hold up the others. */
    private void write(LogRecord said) {
        if (file != null) {
            file.publish(said);
        }
        shown.apply(said).ifPresent(terminal::println);
    }

    @Override
    public void flush() {
        terminal.flush();
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
