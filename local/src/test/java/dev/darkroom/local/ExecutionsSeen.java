package dev.darkroom.local;

import dev.darkroom.task.FlowContract;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** A machine's executions as the service tells of them. */
record ExecutionsSeen(SfnClient client, String machine) {

    String input(String execution) {
        return described(execution).input();
    }

    FlowContract.Ended ended(String execution) {
        var told = described(execution);
        return new FlowContract.Ended(told.statusAsString(), told.output(), told.error(), told.cause());
    }

    int named(String execution) {
        return (int) client.listExecutionsPaginator(list -> list.stateMachineArn(machine)).executions().stream()
                .filter(listed -> listed.name().equals(execution))
                .count();
    }

    private DescribeExecutionResponse described(String execution) {
        var arn = machine.replace(":stateMachine:", ":execution:") + ":" + execution;
        return client.describeExecution(describe -> describe.executionArn(arn));
    }
}
