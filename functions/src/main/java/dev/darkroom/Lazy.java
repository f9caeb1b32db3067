package dev.darkroom;

import java.util.function.Supplier;

/** Makes its value when first asked, once, whichever thread asks. */
final class Lazy<T> implements Supplier<T> {

    private final Supplier<T> maker;
    private boolean made;
    private T value;

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (!made) {
            value = maker.get();
            made = true;
        }
        return value;
    }
}
