package dev.darkroom.local.hiapi;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests came in, by kind; those that a limit refused count under their kind and once more. */
public final class RequestCounts {

    enum Kind {
        CREATE,
        READ,
        LIST,
        OUTPUT,
        OVER_LIMIT
    }

    private final Map<Kind, AtomicInteger> counts = new EnumMap<>(Kind.class);

    RequestCounts() {
        for (var kind : Kind.values()) {
            counts.put(kind, new AtomicInteger());
        }
    }

    void count(Kind kind) {
        counts.get(kind).incrementAndGet();
    }

    public int creates() {
        return counts.get(Kind.CREATE).get();
    }

    public int reads() {
        return counts.get(Kind.READ).get();
    }

    public int lists() {
        return counts.get(Kind.LIST).get();
    }

    /** Requests for outputs' bytes, which no limit counts. */
    public int outputs() {
        return counts.get(Kind.OUTPUT).get();
    }

    /** Refused by the requests per minute or at once; not those that a mark refused. */
    public int overLimit() {
        return counts.get(Kind.OVER_LIMIT).get();
    }
}
