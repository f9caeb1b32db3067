package dev.darkroom.local;

/** A function as its callers see it: JSON bytes in, JSON bytes out. Must be safe to call from many threads at once. */
@FunctionalInterface
public interface Lambda {

    /**
     * Runs the function once.
     *
     * @param payload the event, as JSON
     * @return the answer, as JSON; empty stands for null
     * @throws FunctionError when the handler threw: its error type is the exception's full class name
     */
    byte[] invoke(byte[] payload) throws FunctionError;
}
