package dev.darkroom.local.hiapi;

/** The connection is to be closed without an answer. */
final class Dropped extends RuntimeException {

    private static final long serialVersionUID = 1;

    Dropped() {
        super("dropped as asked", null, false, false);
    }
}
