/**
 * Asks after every open task, with one timer for all. The server sets the pace. While the tab is hidden nothing is
 * asked; when the server cannot be reached it waits longer and longer, says so, and goes on.
 */
import { getTask } from "./api.js";
import { drop, isOpen, openTasks, put } from "./store.js";

const USUAL = 3;
const SHORTEST = 0.5;
const LONGEST = 30;

const watched = new Map();
let timer;
let reachable = true;

/** Says `lost` when the server stops answering, and `found` when it answers again. */
export const connection = new EventTarget();

/**
 * Follows a task until it is finished.
 *
 * @param [seconds] until the first look; at once when left out
 */
export function watch(id, seconds = 0) {
  if (!watched.has(id)) watched.set(id, { due: Date.now() + seconds * 1000, failures: 0, asking: null });
  plan();
}

export function unwatch(id) {
  watched.get(id)?.asking?.abort();
  watched.delete(id);
  plan();
}

function plan() {
  clearTimeout(timer);
  if (document.hidden) return;
  const idle = [...watched.values()].filter((entry) => !entry.asking);
  if (idle.length === 0) return;
  const next = Math.min(...idle.map((entry) => entry.due));
  timer = setTimeout(askAllDue, Math.max(0, next - Date.now()));
}

function askAllDue() {
  const now = Date.now();
  for (const [id, entry] of watched) if (!entry.asking && entry.due <= now) ask(id, entry);
  plan();
}

async function ask(id, entry) {
  const asking = (entry.asking = new AbortController());
  try {
    const task = await getTask(id, asking.signal);
    if (watched.get(id) !== entry) return;
    heard(true);
    entry.failures = 0;
    entry.due = Date.now() + Math.max(SHORTEST, task.retryAfter ?? USUAL) * 1000;
    if (!isOpen(put(task))) watched.delete(id);
  } catch (error) {
    if (watched.get(id) === entry && !asking.signal.aborted) failed(id, entry, error);
  } finally {
    entry.asking = null;
    plan();
  }
}

function failed(id, entry, problem) {
  if (problem.status === 404) {
    heard(true);
    watched.delete(id);
    return drop(id, true);
  }
  entry.failures++;
  const growing = Math.min(LONGEST, 1.5 * 2 ** (entry.failures - 1));
  const seconds = problem.retryAfter ?? growing * (0.75 + Math.random() / 2);
  entry.due = Date.now() + Math.max(SHORTEST, seconds) * 1000;
  if (problem.passing && entry.failures >= 2) heard(false);
}

function heard(answered) {
  if (answered === reachable) return;
  reachable = answered;
  connection.dispatchEvent(new Event(answered ? "found" : "lost"));
}

function askAllNow() {
  for (const entry of watched.values()) entry.due = 0;
  plan();
}

document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : askAllNow()));
addEventListener("online", askAllNow);
addEventListener("offline", () => openTasks().length > 0 && heard(false));
