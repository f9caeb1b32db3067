package dev.darkroom.task;

/**
 * What the whole site has spent, the task that was opened just now included.
 *
 * @param dayMicroDollars on this UTC day
 * @param monthMicroDollars in this UTC month
 */
public record SiteSpend(long dayMicroDollars, long monthMicroDollars) {}
