package dev.darkroom.local.states;

/**
 * One element of {@code Catch}.
 *
 * @param transition where to, and with what; without an Output the error output goes on
 */
record Catcher(ErrorNames errors, Transition transition) {}
