/** How a wait is told: elapsed time, expected time, and a share that never claims to be done. */
import { serverNow } from "./api.js";
import { changes, isOpen, openTasks } from "./store.js";

const AT_EXPECTED = 0.85;
const LATE = 1.3;

/** When each task was first seen running. */
const started = new Map();

/**
 * @returns 0 to 1: even up to the expected time, then ever slower, never 1
 */
export function share(elapsed, expected) {
  if (elapsed <= expected) return (AT_EXPECTED * elapsed) / expected;
  return 1 - (1 - AT_EXPECTED) * Math.exp(-(elapsed - expected) / expected);
}

/** @returns such as `1:05` */
export function minutes(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @returns seconds since it was made */
export function elapsed(task) {
  const since = task.madeAt ? Date.now() - task.madeAt : serverNow() - Date.parse(task.createdAt ?? "");
  return Math.max(0, since / 1000) || 0;
}

/**
 * @param expected seconds
 * @returns share is 0 while it is pending
 */
export function progressOf(task, expected) {
  const since = elapsed(task);
  const running = task.status === "running" ? since - (started.get(task.taskId) ?? 0) : 0;
  const late = since > expected * LATE;
  const clock = `${minutes(since)} ${late ? "· longer than usual" : `of about ${minutes(expected)}`}`;
  return { share: share(running, expected), clock, late };
}

changes.addEventListener("change", (event) => {
  const { task, before } = event.detail;
  if (task.status === "running" && before?.status === "pending") started.set(task.taskId, elapsed(task));
  if (!isOpen(task)) started.delete(task.taskId);
  beat();
});

let ticking;

/** One beat a second for the whole page, only while something is open and somebody looks. */
function beat() {
  const wanted = openTasks().length > 0 && !document.hidden;
  if (wanted && !ticking) ticking = setInterval(() => changes.dispatchEvent(new Event("tick")), 1000);
  if (!wanted && ticking) ticking = void clearInterval(ticking);
}

changes.addEventListener("drop", beat);
document.addEventListener("visibilitychange", beat);
