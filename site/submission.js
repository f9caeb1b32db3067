/**
 * One click pays at most once. Its key is made here and stays the same through a double click, every retry and a
 * reload before the answer; only a new click, or another request, makes a new key.
 */
import { createTask } from "./api.js";
import { pendingSubmission } from "./browser-storage.js";

const DOUBLE_CLICK = 1500;
const TRIES = 4;
const RELOAD = 120_000;
const A_DAY = 86_400_000;

let last = null;

/**
 * Sends a request. Where the outcome is unknown it is sent again with the same key.
 *
 * @param [from] the button, where there are several for the same request
 * @throws {Problem} when it was refused, or the server could not be reached
 */
export function send(request, from = "") {
  const text = from + JSON.stringify(request);
  const now = Date.now();
  const same = last?.text === text;
  if (last && same && (!last.settled || now - last.at < DOUBLE_CLICK)) return last.answer;
  // A click that nobody answered may have arrived: the next one on the same request is the same click.
  const doubt = pendingSubmission.load();
  const key = doubt?.text === text && now - doubt.at < A_DAY ? doubt.key : newKey();
  const mine = { key, text, at: now, settled: false, answer: post(request, key, text) };
  last = mine;
  mine.answer.then(
    () => (mine.settled = true),
    () => (last = last === mine ? null : last),
  );
  return mine.answer;
}

/** @returns the answer to a click that was made just before a reload */
export function resume() {
  const click = pendingSubmission.load();
  if (click && Date.now() - click.at < RELOAD)
    return send(click.request, click.text.slice(0, -JSON.stringify(click.request).length));
  // Later the visitor decides: the same request gets the same key.
  return null;
}

async function post(request, key, text) {
  pendingSubmission.save({ key, request, text, at: Date.now() });
  for (let tries = 1; ; tries++) {
    try {
      const task = await createTask(request, key);
      pendingSubmission.save(null);
      return task;
    } catch (problem) {
      if (!problem.passing) pendingSubmission.save(null);
      if (!problem.passing || tries === TRIES) throw problem;
      const seconds = Math.min(problem.retryAfter ?? 0.7 * 2 ** tries, 8);
      await new Promise((go) => setTimeout(go, seconds * 1000));
    }
  }
}

function newKey() {
  // Only a secure context has randomUUID; a laptop's address in the local network is none.
  if (crypto.randomUUID) return crypto.randomUUID();
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
