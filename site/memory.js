/**
 * What this browser remembers by itself, so that a print is found again even where the server keeps no list. Private
 * windows may refuse storage: then nothing is remembered, and nothing breaks.
 */

const TASKS = "darkroom.tasks";
const MOST = 200;

/** What was read last: the list of tasks is asked for once for every print. */
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

export function rememberTask(id, order) {
  const others = rememberedTasks().filter((task) => task.id !== id);
  write(localStorage, TASKS, [{ id, order }, ...others].slice(0, MOST));
}

export function forgetTask(id) {
  write(
    localStorage,
    TASKS,
    rememberedTasks().filter((task) => task.id !== id),
  );
}

export const orderOf = (id) => rememberedTasks().find((task) => task.id === id)?.order ?? null;

/** @param hear is told what other tabs have made */
export function onOtherTab(hear) {
  addEventListener("storage", (event) => {
    if (event.key === TASKS) hear(rememberedTasks().map((task) => task.id));
  });
}

const DRAFT = "darkroom.draft." + location.pathname;

/** The form as it stands: all of it for a reload of this page, its settings for every later visit. */
export const draft = {
  /** @param wish what the page asks for */
  load: (wish) => ({ ...read(localStorage, "darkroom.settings", {}), ...wish, ...read(sessionStorage, DRAFT, {}) }),
  save: (order) => {
    write(sessionStorage, DRAFT, order);
    write(localStorage, "darkroom.settings", { ...order, prompt: undefined });
  },
};

/** What is deleted while the page is being left. */
export const parting = {
  load: () => read(sessionStorage, "darkroom.parting", []),
  save: (ids) => write(sessionStorage, "darkroom.parting", ids),
};

/** The click whose answer is still to come, so that a reload in between does not lose it. */
export const unanswered = {
  /** */
  load: () => read(sessionStorage, "darkroom.click", null),
  save: (click) => write(sessionStorage, "darkroom.click", click),
};
