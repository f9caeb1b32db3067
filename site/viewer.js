/**
 * The one picture that is being looked at, in a box that is reserved before there is anything to see. The place of every
 * part is fixed: whatever a task does, nothing moves.
 */
import { hashOf } from "./address.js";
import { dollars, modelOf, titleOf } from "./catalogue.js";
import { boxOf } from "./choices.js";
import { taskActions } from "./task-actions.js";
import { h, icon } from "./dom.js";
import { decoded } from "./picture.js";
import { progressOf } from "./progress.js";
import { changes, isOpen, taskOf } from "./store.js";
import { TEXTS, failureText, statusText } from "./texts.js";

/** @param actions who does what the row of actions offers */
export function viewer(actions) {
  let current = null;
  let box = null;
  let drawn = "";

  const viewport = h("div", { class: "viewport" });
  const bar = h("div", {
    class: "bar",
    role: "progressbar",
    "aria-label": TEXTS.viewer.progress,
    "aria-valuemin": 0,
    "aria-valuemax": 100,
  });
  const line = h("p", { class: "status-line" });
  let state = h("strong");
  let clock = h("span");
  let meta = h("p");
  const row = h("div", { class: "actions", role: "group", "aria-label": TEXTS.viewer.actions });
  const caption = h("div", { class: "caption" });
  const node = h("section", { class: "viewer", "aria-label": TEXTS.viewer.name, tabindex: -1 }, viewport, bar, caption, row);

  function reserve(width, height) {
    clearNote();
    box = h("div", { class: "picture-box empty" });
    box.style.setProperty("--w", String(width));
    box.style.setProperty("--h", String(height));
    viewport.replaceChildren(box);
  }

  function setCaption(words) {
    // New nodes, not new words in old ones: they may stand elsewhere, but they have not been moved.
    state = h("strong", {}, words.state ?? "");
    clock = h("span", { class: "clock" });
    line.replaceChildren(state, clock);
    meta = h("p", { class: "meta" }, words.meta ?? "");
    caption.replaceChildren(line, h("p", { class: "prompt" }, words.prompt ?? ""), meta);
  }

  function showNote(title, ...rest) {
    clearNote();
    node.append(h("div", { class: "note" }, h("h2", {}, title), ...rest));
  }

  function clearNote() {
    node.querySelector(".note")?.remove();
  }

  function empty() {
    reset(null, "");
    const sample = (words) =>
      h("button", { type: "button", class: "sample", onclick: () => actions.usePrompt(words) }, words);
    showNote(
      TEXTS.viewer.nothing,
      h("p", {}, TEXTS.viewer.begin),
      ...TEXTS.viewer.samples.map(sample),
    );
  }

  function reset(id, words) {
    [current, box, drawn] = [id, null, ""];
    clearNote();
    viewport.replaceChildren();
    setCaption({ state: words });
    row.replaceChildren();
    progress(null);
  }

  /** @param request its answer is still to come */
  function sending(request) {
    reset(null, "");
    reserve(...boxOf(request.aspectRatio));
    setCaption({ state: TEXTS.viewer.sending, prompt: request.prompt });
  }

  function show(id) {
    if (current === id && drawn) return;
    reset(id, TEXTS.viewer.searching);
    const task = taskOf(id);
    if (task) draw(task);
  }

  function draw(task) {
    const look = [task.status, task.own, task.prompt, task.url, task.parentTaskId, modelOf(undefined).id].join();
    if (drawn === look) return tick();
    const fresh = drawn === "" || !box;
    drawn = look;
    if (fresh) reserve(task.width, task.height);
    const told = task.prompt ?? task.request?.prompt ?? "";
    const price = task.cost && task.status !== "fail" && dollars(task.cost.usd);
    const facts = [titleOf(task.model), task.aspectRatio, price, task.status === "success" && TEXTS.viewer.generated];
    setCaption({ state: statusText(task), prompt: told, meta: facts.filter(Boolean).join(" · ") });
    const parent = task.parentTaskId;
    if (parent) meta.append(" · ", h("a", { href: hashOf(parent) }, TEXTS.viewer.parent));
    showActions(task);
    if (task.status === "fail") failed(task);
    if (task.status === "success") loadPicture(task, fresh);
    tick();
  }

  function failed(task) {
    box?.classList.replace("empty", "failed");
    showNote(TEXTS.viewer.failed, h("p", {}, failureText(task)));
  }

  /** @param fresh it was finished before it was looked at */
  async function loadPicture(task, fresh) {
    const place = box;
    state.textContent = TEXTS.viewer.loading;
    try {
      const picture = await decoded(task);
      if (box !== place || !place) return;
      picture.classList.add("picture");
      if (fresh) place.classList.add("at-once");
      place.replaceChildren(picture);
      place.classList.remove("empty");
      state.textContent = statusText(task);
    } catch {
      if (box !== place) return;
      const gone = await isGone(task.url);
      if (box !== place) return;
      state.textContent = TEXTS.viewer.notLoaded;
      const retry = () => [clearNote(), loadPicture(task, fresh)];
      showNote(
        TEXTS.viewer.notLoadedNote,
        h("p", {}, gone ? TEXTS.viewer.noFile : TEXTS.viewer.checkConnection),
        h("button", { type: "button", class: "sample", onclick: retry }, TEXTS.viewer.loadAgain),
      );
    }
  }

  /** Whether the store has answered that there is no such file; CloudFront and S3 say 403. */
  async function isGone(url) {
    const answer = await fetch(url, { method: "HEAD" }).catch(() => null);
    return [403, 404, 410].includes(answer?.status);
  }

  function showActions(task) {
    const focused = row.contains(document.activeElement) && document.activeElement.dataset.action;
    row.replaceChildren(
      ...taskActions(task, actions).map((action) => {
        const face = [icon(action.icon), h("span", {}, action.label)];
        const common = { class: "action", "data-action": action.name };
        return action.href
          ? h("a", { ...common, href: action.href, download: action.file }, ...face)
          : h("button", { ...common, type: "button", onclick: action.run }, ...face);
      }),
    );
    // Rebuilt under the visitor's fingers: the focus stays where it was, or at least here.
    if (focused) (row.querySelector(`[data-action=${focused}]`) ?? node).focus();
  }

  /** @param done 0 to 1, or null when there is nothing to tell */
  function progress(done) {
    bar.classList.toggle("on", done !== null);
    bar.setAttribute("aria-hidden", String(done === null));
    bar.setAttribute("aria-valuenow", String(Math.round((done ?? 0) * 100)));
    bar.style.setProperty("--done", String(done ?? 0));
  }

  function tick() {
    const task = current && taskOf(current);
    if (!task || !isOpen(task)) {
      clock.textContent = "";
      return progress(null);
    }
    const told = progressOf(task);
    clock.textContent = told.clock;
    bar.classList.toggle("pending", task.status === "pending");
    progress(told.share);
  }

  changes.addEventListener("tick", tick);
  changes.addEventListener("change", (event) => {
    const { id, task } = event.detail;
    if (id === current) draw(task);
  });
  changes.addEventListener("drop", (event) => {
    if (event.detail.id !== current) return;
    reset(current, "");
    showNote(TEXTS.viewer.gone, h("p", {}, TEXTS.viewer.goneNote));
  });

  empty();
  return {
    node,
    empty,
    sending,
    show,
    get current() {
      return current;
    },
    /** The catalogue has come: titles and expected times may be told now. */
    ready() {
      const task = current && taskOf(current);
      if (task) draw(task);
    },
  };
}
