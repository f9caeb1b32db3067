package dev.darkroom.local.hiapi;

/** The connection is to be closed without an answer. */
final class ConnectionDropped extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConnectionDropped() {
        super("dropped as asked", null, false, false);
    }
}
