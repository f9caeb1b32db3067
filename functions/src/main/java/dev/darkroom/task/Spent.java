package dev.darkroom.task;

/**
 * What the whole site has spent, the task that was opened just now included.
 *
 * @param dayMicroDollars on this UTC day
 * @param monthMicroDollars in this UTC month
 */
public record Spent(long dayMicroDollars, long monthMicroDollars) {

    /** The line that tells how much of the two budgets is gone. */
    public Reading against(Allowance allowance) {
        return Reading.of("budget")
                .with(Metric.BUDGET_DAY_PERCENT, percent(dayMicroDollars, allowance.dailyMicroDollars()))
                .with(Metric.BUDGET_MONTH_PERCENT, percent(monthMicroDollars, allowance.monthlyMicroDollars()));
    }

    /** The line that tells that the next task does not fit: the percentage before it may have been well below a hundred. */
    public static Reading reached(boolean ofMonth) {
        return Reading.of("budget").with(ofMonth ? Metric.BUDGET_MONTH_PERCENT : Metric.BUDGET_DAY_PERCENT, 100);
    }

    private static double percent(long part, long whole) {
        return Math.round(part * 1000.0 / whole) / 10.0;
    }
}
