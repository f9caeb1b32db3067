package dev.darkroom.local;

import dev.darkroom.aws.DynamoGate;
import dev.darkroom.task.Gate;
import dev.darkroom.task.GateContract;
import dev.darkroom.task.Pacing;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The gate's contract on DynamoDB Local, through the real SDK. */
class DynamoGateTest extends GateContract {

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    @Override
    protected Gate gate(Pacing pacing) {
        return new DynamoGate(SERVER.client(), SERVER.newTable(), pacing);
    }
}
