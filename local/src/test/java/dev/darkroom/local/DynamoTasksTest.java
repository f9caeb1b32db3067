package dev.darkroom.local;

import dev.darkroom.aws.DynamoTasks;
import dev.darkroom.task.Tasks;
import dev.darkroom.task.TasksContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The table's contract on DynamoDB Local, through the real SDK. */
class DynamoTasksTest extends TasksContract {

    @RegisterExtension
    static final TableServer SERVER = new TableServer();

    @Override
    protected Tasks tasks() {
        return new DynamoTasks(SERVER.client(), SERVER.newTable());
    }
}
