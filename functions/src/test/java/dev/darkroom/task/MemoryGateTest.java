package dev.darkroom.task;

/** What stands in for the gate in tests keeps the gate's contract. */
class MemoryGateTest extends GateContract {

    @Override
    protected Gate gate(Pacing pacing) {
        return new MemoryGate(pacing);
    }
}
