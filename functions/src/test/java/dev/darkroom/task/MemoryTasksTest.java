package dev.darkroom.task;

/** What stands in for the table in tests keeps the table's contract. */
class MemoryTasksTest extends TasksContract {

    @Override
    protected Tasks tasks() {
        return new MemoryTasks();
    }
}
