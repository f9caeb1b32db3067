/**
 * The only file that knows the server's paths and how it says no. What its answers hold is told in docs/openapi.yaml.
 * The page adds to a task: `madeAt`, when it was asked for here by the clock of this machine; `request`, what was asked
 * for here; `own`, whether it belongs to this visitor's pictures.
 */

/** An answer that is a refusal, or no answer at all: then `status` is 0 and `code` is `unreachable`. */
export class Problem extends Error {
  /** @param retryAfter seconds */
  constructor(status, body, retryAfter) {
    super(body.detail ?? body.title ?? "");
    this.status = status;
    this.code = body.code ?? "";
    this.requestId = body.requestId ?? "";
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may well be answered later. */
  get passing() {
    // The gateway in front of the API holds back who comes too often, without a code.
    const throttled = this.status === 429 && !this.code;
    const serverFailed = this.status >= 500 && !["paused", "daily_budget_reached"].includes(this.code);
    return this.status === 0 || throttled || serverFailed;
  }
}

/** How far the server's clock is ahead of ours, in milliseconds. */
let ahead = 0;

/** The server's time, as near as its answers tell it. */
export const serverNow = () => Date.now() + ahead;

/**
 * @returns the JSON of a 2xx answer; null for 204
 * @throws {Problem} for every other outcome
 */
async function call(method, path, { body, headers = {}, signal, seconds = 20, keepalive = false } = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  const abort = () => stop.abort();
  signal?.addEventListener("abort", abort);
  try {
    const answer = await fetch("/api" + path, {
      method,
      headers: { Accept: "application/json", ...(body ? { "Content-Type": "application/json" } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
      cache: "no-store",
      credentials: "same-origin",
      signal: stop.signal,
      keepalive,
    });
    setClock(answer.headers.get("Date"));
    const content = answer.status === 204 ? null : await answer.json().catch(() => null);
    if (answer.ok && (content !== null || answer.status === 204)) return content;
    throw new Problem(answer.ok ? 502 : answer.status, content ?? {}, later(answer.headers.get("Retry-After")));
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem(0, { code: "unreachable" }, null);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function setClock(date) {
  const difference = date ? Date.parse(date) - Date.now() : NaN;
  // The header counts whole seconds: a smaller difference is noise.
  if (!Number.isNaN(difference)) ahead = Math.abs(difference) > 2000 ? difference : 0;
}

/** @param value of Retry-After: seconds or a date */
function later(value) {
  if (!value) return null;
  const seconds = Number(value);
  if (!Number.isNaN(seconds)) return seconds;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, (date - serverNow()) / 1000);
}

const images = (id) => "/images/" + encodeURIComponent(id);

export const getQuota = () => call("GET", "/quota");

export const getModels = () => call("GET", "/models");

export const getTask = (id, signal) => call("GET", images(id), { signal, seconds: 10 });

export const listTasks = (limit, cursor) =>
  call("GET", `/images?limit=${limit}` + (cursor ? "&cursor=" + encodeURIComponent(cursor) : ""));

export const createTask = (request, key) => call("POST", "/images", { body: request, headers: { "Idempotency-Key": key } });

export const deleteTask = (id) => call("DELETE", images(id), { keepalive: true });

/**
 * Hands a file to the store by a presigned request.
 *
 * @returns the upload's id, for `references`
 */
export async function upload(file) {
  const slot = await call("POST", "/uploads", { body: { contentType: file.type, bytes: file.size } });
  const stored = await fetch(slot.url, { method: slot.method, headers: slot.headers, body: file }).catch(() => null);
  if (!stored?.ok) throw new Problem(stored?.status ?? 0, {}, null);
  return slot.uploadId;
}
