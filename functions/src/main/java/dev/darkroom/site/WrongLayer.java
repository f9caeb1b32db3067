package dev.darkroom.site;

/**
 * The function was started with other files than the ones that are asked for, as may be for a moment after it was given
 * new ones. Thrown out of the function, so that Lambda calls it again a minute later.
 */
public final class WrongLayer extends RuntimeException {
    WrongLayer(String mounted, String wanted) {
        super("The files here are " + mounted + ", and not yet " + wanted + ".");
    }
}
