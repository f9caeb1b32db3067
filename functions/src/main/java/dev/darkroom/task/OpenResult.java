package dev.darkroom.task;

/** What came of asking for a new task: exactly one of these. */
public sealed interface OpenResult {

    /**
     * It is new, its row is written, its allowance is reserved.
     *
     * @param spent what the site has spent with it
     */
    record New(Task task, SiteSpend spent) implements OpenResult {}

    /** The same id with the same request was here before: nothing new was reserved. */
    record Existing(Task task) implements OpenResult {}

    /** The same id was here before with another request. */
    record KeyReused() implements OpenResult {}

    /**
     * The visitor's or the address's tasks, or uploads, of today are used up.
     *
     * @param limit so many a day
     * @param ofAddress whether it is the address's limit and not the visitor's
     */
    record DailyLimitReached(int limit, boolean ofAddress) implements OpenResult {}

    /**
     * The site's money for today or this month is used up.
     *
     * @param ofMonth whether it is the month's budget, which tomorrow does not renew
     */
    record BudgetReached(boolean ofMonth) implements OpenResult {}

    /** The site is paused, by its owner or by the breaker. */
    record Paused() implements OpenResult {}
}
