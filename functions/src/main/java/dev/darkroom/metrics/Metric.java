package dev.darkroom.metrics;

/** Every number that the owner can draw or be alarmed by: its name in CloudWatch and its unit. */
public enum Metric {
    SUCCEEDED("Succeeded", "Count"),
    FAILED("Failed", "Count"),
    TASK_SECONDS("TaskSeconds", "Seconds"),
    MICRO_DOLLARS("MicroDollars", "None"),
    TRANSITIONS("Transitions", "Count"),
    PERSIST_SECONDS("PersistSeconds", "Seconds"),
    PROVIDER_REFUSED("ProviderRefused", "Count"),
    PROVIDER_BUSY("ProviderBusy", "Count"),
    PROVIDER_UNREACHABLE("ProviderUnreachable", "Count"),
    STORE_REFUSED("StoreRefused", "Count"),
    BREAKER_OPENED("BreakerOpened", "Count"),
    CALLBACK_REFUSED("CallbackRefused", "Count"),
    CALLBACK_LATE("CallbackLate", "Count"),
    BUDGET_DAY_PERCENT("BudgetDayPercent", "Percent"),
    BUDGET_MONTH_PERCENT("BudgetMonthPercent", "Percent"),
    OLDEST_OPEN_SECONDS("OldestOpenSeconds", "Seconds"),
    OVERDUE_SECONDS("OverdueSeconds", "Seconds");

    private final String title;
    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Its name in CloudWatch. */
    public String title() {
        return title;
    }

    /** One of CloudWatch's units. */
    public String unit() {
        return unit;
    }
}
