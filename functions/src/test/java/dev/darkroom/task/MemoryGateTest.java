package dev.darkroom.task;

import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;

/** What stands in for the gate in tests keeps the gate's contract. */
class MemoryGateTest extends GateContract {

    @Override
    protected Gate gate(RateSlots slots) {
        return new MemoryGate(slots);
    }
}
