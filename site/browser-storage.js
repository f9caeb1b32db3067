/**
 * What this browser remembers by itself, so that a picture is found again even where the server keeps no list. Private
 * windows may refuse storage: then nothing is remembered, and nothing breaks.
 */

const TASKS = "darkroom.tasks";
const MOST = 200;

/** What was read last: the list of tasks is asked for once for every picture. */
let last = { text: null, value: null };

function read(storage, name, otherwise) {
  try {
    const text = storage.getItem(name);
    if (text !== last.text) last = { text, value: JSON.parse(text) };
    return last.value ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(storage, name, value) {
  try {
    if (value === null) storage.removeItem(name);
    else storage.setItem(name, JSON.stringify(value));
  } catch {
    // Full or forbidden: the page works without.
  }
}

/** @returns newest first */
export const rememberedTasks = () => read(localStorage, TASKS, []);

export function rememberTask(id, request) {
  const others = rememberedTasks().filter((task) => task.id !== id);
  write(localStorage, TASKS, [{ id, request }, ...others].slice(0, MOST));
}

export function forgetTask(id) {
  write(
    localStorage,
    TASKS,
    rememberedTasks().filter((task) => task.id !== id),
  );
}

export const rememberedRequest = (id) => rememberedTasks().find((task) => task.id === id)?.request ?? null;

/** @param listener is told what other tabs have made */
export function onOtherTab(listener) {
  addEventListener("storage", (event) => {
    if (event.key === TASKS) listener(rememberedTasks().map((task) => task.id));
  });
}

const DRAFT = "darkroom.draft." + location.pathname;

/** The form as it stands: all of it for a reload of this page, its settings for every later visit. */
export const draft = {
  /** @param initial what the page asks for */
  load: (initial) => ({ ...read(localStorage, "darkroom.settings", {}), ...initial, ...read(sessionStorage, DRAFT, {}) }),
  save: (request) => {
    write(sessionStorage, DRAFT, request);
    write(localStorage, "darkroom.settings", { ...request, prompt: undefined });
  },
};

const PENDING_DELETES = "darkroom.pendingDeletes";

/** What was deleted while the page was being left, until the server has said that it is gone. */
export const pendingDeletes = {
  load: () => read(localStorage, PENDING_DELETES, []),
  add: (ids) => write(localStorage, PENDING_DELETES, [...new Set([...pendingDeletes.load(), ...ids])]),
  remove: (id) =>
    write(
      localStorage,
      PENDING_DELETES,
      pendingDeletes.load().filter((other) => other !== id),
    ),
};

/** The click whose answer is still to come, so that a reload in between does not lose it. */
export const pendingSubmission = {
  load: () => read(sessionStorage, "darkroom.submission", null),
  save: (click) => write(sessionStorage, "darkroom.submission", click),
};
