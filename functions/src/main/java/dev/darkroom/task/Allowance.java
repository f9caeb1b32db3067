package dev.darkroom.task;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The rules of spending, by UTC day and month.
 *
 * @param perVisitor tasks a day for one visitor
 * @param perAddress tasks a day for one network address
 * @param dailyMicroDollars what the whole site may spend a day, in millionths of a US dollar
 * @param monthlyMicroDollars what the whole site may spend a month, in millionths of a US dollar
 */
public record Allowance(int perVisitor, int perAddress, long dailyMicroDollars, long monthlyMicroDollars) {

    public Allowance {
        if (perVisitor < 0 || perAddress < 0 || dailyMicroDollars < 0 || monthlyMicroDollars < 0) {
            throw new IllegalArgumentException("an allowance is never negative");
        }
    }

    /** When the day's counts start again: the next midnight UTC. */
    public static Instant renewedAfter(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }
}
