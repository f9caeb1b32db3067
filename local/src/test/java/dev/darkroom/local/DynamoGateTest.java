package dev.darkroom.local;

import dev.darkroom.admission.Gate;
import dev.darkroom.admission.RateSlots;
import dev.darkroom.aws.DynamoGate;
import dev.darkroom.task.GateContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The gate's contract on DynamoDB Local, through the real SDK. */
class DynamoGateTest extends GateContract {

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    @Override
    protected Gate gate(RateSlots slots) {
        return new DynamoGate(SERVER.client(), SERVER.newTable(), slots);
    }
}
