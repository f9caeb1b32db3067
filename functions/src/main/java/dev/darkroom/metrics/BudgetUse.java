package dev.darkroom.metrics;

import dev.darkroom.task.Allowance;
import dev.darkroom.task.SiteSpend;

/** The line that tells how much of the site's two budgets is gone. */
public final class BudgetUse {

    private BudgetUse() {}

    /** After a task was opened. */
    public static MetricEvent of(SiteSpend spent, Allowance allowance) {
        return MetricEvent.of("budget")
                .with(Metric.BUDGET_DAY_PERCENT, percent(spent.dayMicroDollars(), allowance.dailyMicroDollars()))
                .with(Metric.BUDGET_MONTH_PERCENT, percent(spent.monthMicroDollars(), allowance.monthlyMicroDollars()));
    }

    /** When the next task does not fit: the percentage before it may have been well below a hundred. */
    public static MetricEvent reached(boolean ofMonth) {
        return MetricEvent.of("budget").with(ofMonth ? Metric.BUDGET_MONTH_PERCENT : Metric.BUDGET_DAY_PERCENT, 100);
    }

    private static double percent(long part, long whole) {
        return Math.round(part * 1000.0 / whole) / 10.0;
    }
}
