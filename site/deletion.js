/** Deleting with a way back: the picture goes from view at once, and from the server when nobody has wanted it back. */
import { deleteTask } from "./api.js";
import { pendingDeletes } from "./browser-storage.js";
import { unwatch, watch } from "./poller.js";
import { drop, isOpen, put } from "./store.js";
import { TEXTS } from "./texts.js";
import { toast } from "./toasts.js";

const SECONDS = 7;

/** What is to be deleted and still can be taken back. */
const undoable = new Map();

/** What an earlier visit has left behind: the server may not have heard of it yet. */
const unconfirmed = new Set(pendingDeletes.load());

export const isBeingDeleted = (id) => undoable.has(id) || unconfirmed.has(id);

export function remove(task, undone) {
  const open = isOpen(task);
  undoable.set(task.taskId, task);
  unwatch(task.taskId);
  drop(task.taskId);
  toast({
    title: TEXTS.deletion.soon,
    text: open ? TEXTS.deletion.stillCounts : "",
    seconds: SECONDS,
    gone: () => finish(task),
    action: {
      label: TEXTS.deletion.undo,
      run: () => {
        undoable.delete(task.taskId);
        put(task);
        if (open) watch(task.taskId);
        undone();
      },
    },
  });
}

async function finish(task) {
  if (!undoable.delete(task.taskId)) return;
  try {
    await deleteForGood(task.taskId);
    toast({ title: TEXTS.deletion.done, seconds: 4 });
  } catch {
    put(task);
    if (isOpen(task)) watch(task.taskId);
    toast({ ...TEXTS.deletion.failed, tone: "bad" });
  }
}

/** @throws {Problem} when it may still be there */
async function deleteForGood(id) {
  await deleteTask(id).catch((problem) => {
    if (problem.status !== 404) throw problem;
  });
  pendingDeletes.remove(id);
  drop(id, true);
}

// Who leaves the page does not want it back.
addEventListener("pagehide", () => {
  pendingDeletes.add([...undoable.keys()]);
  [...undoable.values()].forEach(finish);
});

// Where the server does not do it now either, the next visit asks again.
for (const id of unconfirmed) deleteForGood(id).catch(() => {});
