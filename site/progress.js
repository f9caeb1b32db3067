/** How a wait is told: elapsed time, expected time, and a share that never claims to be done. */
import { serverNow } from "./api.js";
import { modelOf } from "./catalogue.js";
import { changes, openTasks } from "./store.js";
import { TEXTS } from "./texts.js";

const AT_EXPECTED = 0.85;
const LATE = 1.3;

/** @returns 0 to 1: even up to the expected time, then ever slower, never 1 */
function share(elapsed, expected) {
  if (elapsed <= expected) return (AT_EXPECTED * elapsed) / expected;
  return 1 - (1 - AT_EXPECTED) * Math.exp(-(elapsed - expected) / expected);
}

/** @returns such as `1:05` */
function minutes(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** @returns seconds since a moment that the server named */
const since = (moment) => Math.max(0, (serverNow() - Date.parse(moment)) / 1000);

/**
 * The wait so far, and the time that such a task takes: as the server has seen it, or as the catalogue says.
 *
 * @returns share is 0 while it waits for its turn, for nobody knows how long that takes
 */
export function progressOf(task) {
  const typical = task.typicalSeconds ?? modelOf(task.model).typicalSeconds;
  const waited = (task.madeAt ? (Date.now() - task.madeAt) / 1000 : since(task.createdAt)) || 0;
  if (task.status === "pending") return { share: 0, clock: minutes(waited) };
  const running = task.startedAt ? since(task.startedAt) : waited;
  const usual = Math.max(0, waited - running) + typical;
  const words = running > typical * LATE ? TEXTS.viewer.late : TEXTS.viewer.of(minutes(usual));
  return { share: share(running, typical), clock: `${minutes(waited)} ${words}` };
}

changes.addEventListener("change", updateTicker);

let ticking;

/** One beat a second for the whole page, only while something is open and somebody looks. */
function updateTicker() {
  const wanted = openTasks().length > 0 && !document.hidden;
  if (wanted && !ticking) ticking = setInterval(() => changes.dispatchEvent(new Event("tick")), 1000);
  if (!wanted && ticking) ticking = void clearInterval(ticking);
}

changes.addEventListener("drop", updateTicker);
document.addEventListener("visibilitychange", updateTicker);
