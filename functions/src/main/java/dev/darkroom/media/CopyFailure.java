package dev.darkroom.media;

/**
 * Why an output did not get into our store. Step Functions matches these by their full class name, without
 * inheritance, so each one that needs its own answer is a class of its own. They carry no cause and no address: what a
 * library says may name the provider's URL or our bucket, and this text goes into logs and into the execution's history.
 */
public abstract sealed class CopyFailure extends RuntimeException
        permits SourceUnavailable, SourceGone, SourceForbidden, OutputTooLarge, StoreUnavailable {

    CopyFailure(String message) {
        super(message);
    }
}
