package dev.darkroom.task;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;

/**
 * The rules of spending, by UTC day and month.
 *
 * @param perVisitor tasks a day for one visitor, or {@link #NO_LIMIT}
 * @param perAddress tasks a day for one network address, or {@link #NO_LIMIT}
 * @param dailyMicroDollars what the whole site may spend a day, in millionths of a US dollar
 * @param monthlyMicroDollars what the whole site may spend a month, in millionths of a US dollar
 */
public record Allowance(int perVisitor, int perAddress, long dailyMicroDollars, long monthlyMicroDollars) {

    /** Instead of a number of tasks a day: as many as there are. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** A few pictures to work from for each image that may be made, with room for a wrong choice. */
    private static final int UPLOADS_PER_TASK = 5;

    public Allowance {
        if (perVisitor < 0 || perAddress < 0 || dailyMicroDollars < 0 || monthlyMicroDollars < 0) {
            throw new IllegalArgumentException("an allowance is never negative");
        }
    }

    /** Uploads that one visitor may open a day; counted apart from tasks, since they cost storage and no generation. */
    public int uploadsPerVisitor() {
        return uploads(perVisitor);
    }

    /** Uploads that may be opened a day from one network address. */
    public int uploadsPerAddress() {
        return uploads(perAddress);
    }

    private static int uploads(int tasks) {
        return tasks == NO_LIMIT ? NO_LIMIT : tasks * UPLOADS_PER_TASK;
    }

    /** When the day's counts start again: the next midnight UTC. */
    public static Instant renewedAfter(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    /** When the month's budget starts again: the next first of a month, UTC. */
    public static Instant renewedAfterMonth(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .with(TemporalAdjusters.firstDayOfNextMonth())
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
