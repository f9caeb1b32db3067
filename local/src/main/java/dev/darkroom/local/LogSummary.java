package dev.darkroom.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.darkroom.catalog.Price;
import dev.darkroom.task.Failure;
import dev.darkroom.task.Task;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person reads of the log: a line for each picture, and a line for each trouble. No prompt and no secret is in
 * what is logged, so none is here.
 */
final class LogSummary implements Function<LogRecord, Optional<String>> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** The same trouble is not told again so soon: a provider that is down is asked every few seconds. */
    private static final Duration TOLD_ENOUGH = Duration.ofMinutes(5);

    /** What tells one request from the next is in the log; here it would make each line a new one, as many as a stranger likes. */
    private static final Pattern OF_ONE_REQUEST =
            Pattern.compile("^request \\S+: |, request (\"[^\"]*\"|[^ .]+(?=\\.))");

    private static final String TOLD_TO =
            "The simulated HiAPI was told to do this, by a mark in a prompt or on its control page.";

    private static final int MOST_TROUBLES = 100;

    private final ZoneId zone;
    private final boolean simulated;
    private final URI mediaBase;
    private final Function<String, Optional<Task>> tasks;
    private final Map<String, Instant> troubles = new LinkedHashMap<>();

    /**
     * @param zone of the times that it tells
     * @param simulated whether nobody pays
     * @param mediaBase where stored files are served from; null while nothing serves
     * @param tasks finds a task by its id
     */
    LogSummary(ZoneId zone, boolean simulated, URI mediaBase, Function<String, Optional<Task>> tasks) {
        this.zone = zone;
        this.simulated = simulated;
        this.mediaBase = mediaBase;
        this.tasks = tasks;
    }

    /** For a start that fails. */
    static LogSummary ofTrouble(ZoneId zone) {
        return new LogSummary(zone, true, null, id -> Optional.empty());
    }

    @Override
    public Optional<String> apply(LogRecord said) {
        var words = Local.READINGS.equals(said.getLoggerName()) ? ofReading(said) : ofTrouble(said);
        return words.map(
                text -> CLOCK.format(said.getInstant().atZone(zone)) + "  " + text.replaceAll("[\\p{Cc}\\p{Cf}]", " "));
    }

    private Optional<String> ofReading(LogRecord said) {
        try {
            var reading = JSON.readTree(said.getMessage());
            return switch (reading.path("event").asText()) {
                case "task" -> Optional.of(ofTask(reading));
                case "breaker_opened" ->
                    Optional.of(ofPause(reading.path("code").asText()));
                case "store_refused" -> tellOnce(ofStore(reading), said.getInstant());
                default -> Optional.empty();
            };
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private String ofTask(JsonNode receipt) {
        var id = receipt.path("taskId").asText();
        var about = String.format(
                Locale.ROOT,
                " %s %s in %s, %s",
                id.substring(0, Math.min(8, id.length())),
                receipt.path("model").asText(),
                time(receipt.path("TaskSeconds").asDouble()),
                cost(receipt));
        return switch (receipt.path("outcome").asText()) {
            case "success" -> "made   " + about + url(id).map(url -> ": " + url).orElse("");
            case "deleted" -> "deleted" + about;
            default -> "failed " + about + ": " + why(id, receipt.path("code").asText());
        };
    }

    /** What only the owner can put right is put right before the next start, which lifts the pause. */
    private String ofPause(String code) {
        return ("paused  No new picture is made until you restart ./run: " + code + ". "
                        + advice(code).orElse(""))
                .strip();
    }

    private Optional<String> advice(String code) {
        return OwnerAdvice.of(code).map(advice -> simulated ? TOLD_TO : advice);
    }

    private static String ofStore(JsonNode refusal) {
        var words = Stream.of("status", "code")
                .map(name -> refusal.path(name).asText())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
        return "The store rejects requests (" + words
                + "), so nothing is stored: check MEDIA_BUCKET, MEDIA_S3_REGION and "
                + "the store's keys, and restart. What HiAPI has finished is tried again, for a week at most.";
    }

    private static String time(double seconds) {
        return seconds < 120
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : String.format(Locale.ROOT, "%.0f min", seconds / 60);
    }

    private String cost(JsonNode receipt) {
        var usd = "$" + Price.usd(receipt.path("MicroDollars").asLong());
        if (simulated) {
            return "free (" + usd + " at HiAPI)";
        }
        var isSure = receipt.path("outcome").asText().equals("success");
        return !receipt.path("charged").asBoolean() ? "free" : isSure ? usd : usd + " may be billed";
    }

    private Optional<String> url(String id) {
        return find(id).filter(task -> !task.outputs().isEmpty())
                .map(task -> mediaBase + "/" + task.outputs().getFirst().key());
    }

    private String why(String id, String code) {
        var visitors = find(id).map(Task::failure).map(Failure::message).orElse("");
        return (code + ". " + advice(code).orElse(visitors)).strip();
    }

    /** A line is not lost because the table does not answer. */
    private Optional<Task> find(String id) {
        try {
            return tasks.apply(id);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Optional<String> ofTrouble(LogRecord said) {
        var text = said.getMessage() == null
                ? ""
                : OF_ONE_REQUEST.matcher(new Plain().formatMessage(said)).replaceAll("");
        if (said.getLevel().intValue() < Level.WARNING.intValue()) {
            return Optional.empty();
        }
        var thrown = said.getThrown();
        return tellOnce(text, said.getInstant())
                .map(words -> thrown == null
                        ? words
                        : words + " (" + thrown.getClass().getSimpleName() + "; see the log)");
    }

    private Optional<String> tellOnce(String text, Instant now) {
        return throttle(text, now) ? Optional.empty() : Optional.of(text);
    }

    private synchronized boolean throttle(String text, Instant now) {
        var before = troubles.get(text);
        if (before != null && now.isBefore(before.plus(TOLD_ENOUGH))) {
            return true;
        }
        troubles.remove(text);
        troubles.put(text, now);
        if (troubles.size() > MOST_TROUBLES) {
            troubles.remove(troubles.keySet().iterator().next());
        }
        return false;
    }

    /** Only for its way with parameters. */
    private static final class Plain extends java.util.logging.Formatter {
        @Override
        public String format(LogRecord said) {
            return formatMessage(said);
        }
    }
}
