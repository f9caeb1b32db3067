/** The tasks that this page knows, in one place. Whoever shows one listens here. */
import { forgetTask, rememberedRequest } from "./browser-storage.js";

const tasks = new Map();

/** Says `change` and `drop`, each with `detail: { id, task, before }`. */
export const changes = new EventTarget();

export const taskOf = (id) => tasks.get(id);

export const isOpen = (task) => task.status !== "success" && task.status !== "fail";

export const openTasks = () => [...tasks.values()].filter(isOpen);

/** Takes in what the server says of a task; what it leaves out stays as it was. */
export function put(news) {
  const before = tasks.get(news.taskId);
  // A late answer must not bring a finished task back to life.
  if (before && !isOpen(before) && isOpen(news)) return before;
  const request = news.request ?? before?.request ?? rememberedRequest(news.taskId) ?? undefined;
  const task = { ...before, ...news, request, own: news.own || before?.own || news.prompt !== undefined };
  tasks.set(task.taskId, task);
  changes.dispatchEvent(new CustomEvent("change", { detail: { id: task.taskId, task, before } }));
  return task;
}

/** @param [forGood] whether this browser forgets it too */
export function drop(id, forGood = false) {
  const before = tasks.get(id);
  tasks.delete(id);
  if (forGood) forgetTask(id);
  changes.dispatchEvent(new CustomEvent("drop", { detail: { id, task: null, before } }));
}
