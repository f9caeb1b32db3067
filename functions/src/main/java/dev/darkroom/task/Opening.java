package dev.darkroom.task;

/** What came of asking for a new task: exactly one of these. */
public sealed interface Opening {

    /** It is new, its row is written, its allowance is reserved. */
    record New(Task task) implements Opening {}

    /** The same id with the same request was here before: nothing new was reserved. */
    record Existing(Task task) implements Opening {}

    /** The same id was here before with another request. */
    record KeyReused() implements Opening {}

    /** The visitor's or the address's tasks of today are used up. */
    record DailyLimitReached() implements Opening {}

    /** The site's money for today or this month is used up. */
    record BudgetReached() implements Opening {}

    /** The owner has paused the site. */
    record Paused() implements Opening {}
}
