/** Deleting with a way back: the print goes from view at once, and from the server when nobody has wanted it back. */
import { deleteTask } from "./api.js";
import { parting } from "./memory.js";
import { unwatch, watch } from "./poller.js";
import { drop, isOpen, put } from "./store.js";
import { toast } from "./toasts.js";

const SECONDS = 7;

/** What is to be deleted and still can be taken back. */
const leaving = new Map();

export const isLeaving = (id) => leaving.has(id);

export function remove(task, undone) {
  const open = isOpen(task);
  leaving.set(task.taskId, task);
  unwatch(task.taskId);
  drop(task.taskId);
  toast({
    title: open ? "No longer waiting for it." : "Deleted.",
    text: open ? "The work may still be finished elsewhere, and it counts today." : "",
    seconds: SECONDS,
    gone: () => finish(task),
    action: {
      label: "Undo",
      run: () => {
        leaving.delete(task.taskId);
        put(task);
        if (open) watch(task.taskId);
        undone();
      },
    },
  });
}

async function finish(task) {
  if (!leaving.delete(task.taskId)) return;
  try {
    await deleteTask(task.taskId);
    drop(task.taskId, true);
  } catch (problem) {
    if (problem.status === 404) return drop(task.taskId, true);
    put(task);
    if (isOpen(task)) watch(task.taskId);
    toast({ title: "It was not deleted.", text: "Please try again in a moment.", tone: "bad" });
  }
}

// Who leaves the page does not want it back.
addEventListener("pagehide", () => {
  parting.save([...leaving.keys()]);
  [...leaving.values()].forEach(finish);
});

// The page may be back before the server has heard of it.
for (const id of parting.load()) {
  leaving.set(id, { taskId: id });
  deleteTask(id).catch(() => {});
}
parting.save(null);
