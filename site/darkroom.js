/**
 * Defines `<darkroom-image>`: the form and the picture, for any page of the same origin.
 *
 *     <link rel="stylesheet" href="/darkroom.css">
 *     <script type="module" src="/darkroom.js"></script>
 *     <darkroom-image ratio="16:9"></darkroom-image>
 *
 * The style sheet keeps the room free until the script has run. Without the link the element brings it along, too late
 * for that: what stands below would move.
 *
 * Attributes, all optional: `prompt`, `model`, `ratio`, `resolution` are what the form starts with; `task` is the picture
 * to show; with `address` the element keeps the picture it shows in the page's address, so that a reload finds it again.
 * What stands inside it is shown until the form takes its place. It says `darkroom-task`, with the task's id in
 * `detail`, whenever it shows another picture.
 */
import { addressed, onAddress, readdress } from "./address.js";
import { loadCatalogue, models } from "./catalogue.js";
import { resume, send } from "./submission.js";
import { requestOf } from "./task-actions.js";
import { h } from "./dom.js";
import { imageForm } from "./form.js";
import { rememberTask } from "./browser-storage.js";
import "./announcer.js";
import { watch } from "./poller.js";
import { limitToday, refreshQuota } from "./quota.js";
import { remove } from "./deletion.js";
import { viewer } from "./viewer.js";
import { isOpen, put, taskOf } from "./store.js";
import { toast } from "./toasts.js";
import { problemText } from "./texts.js";

/** The quota's answer carries the cookie that says who is asking: whatever is this visitor's own comes after it. */
export const visitorReady = refreshQuota();
const catalogue = loadCatalogue();

/** A page that did not link our style sheet gets it before anything is drawn. */
function styleLoaded() {
  const href = new URL("darkroom.css", import.meta.url).href;
  const there = [...document.styleSheets].some((sheet) => sheet.href === href);
  if (there) return Promise.resolve();
  return new Promise((done) =>
    document.head.append(h("link", { rel: "stylesheet", href, onload: done, onerror: done })),
  );
}

/**
 * What stands in the element at first is seen before the form takes its place: its words are there long before all of
 * that can be. Where nothing is painted, as in a tab in the background, or nobody tells, that is not waited for.
 */
const firstPaint = new Promise((done) => {
  if (document.hidden) done();
  new PerformanceObserver(done).observe({ type: "paint", buffered: true });
  setTimeout(done, 300);
});

/** The attributes that the form starts with. */
const FIELDS = { prompt: "prompt", model: "model", aspectRatio: "ratio", resolution: "resolution" };

export class DarkroomImage extends HTMLElement {
  static observedAttributes = ["task"];

  #form;
  #viewer;
  #results = h("div", { class: "results" });

  connectedCallback() {
    if (this.#viewer) return;
    const initial = {};
    for (const [field, name] of Object.entries(FIELDS))
      if (this.hasAttribute(name)) initial[field] = this.getAttribute(name);
    this.#form = imageForm((request) => this.make(request), initial);
    this.#viewer = viewer({
      retry: (task) => this.retry(task),
      useSettings: (request) => this.#form.use(request),
      usePrompt: (words) => this.#form.usePrompt(words),
      edit: (task) => this.#form.edit(task),
      editable: () => models().some((model) => model.kind === "image" && model.references?.max > 0),
      remove: (task) => this.#remove(task),
    });
    this.#results.prepend(this.#viewer.node);
    Promise.all([styleLoaded(), firstPaint]).then(() => {
      this.replaceChildren(h("div", { class: "darkroom" }, this.#form.node, this.#results));
      if (this.task) this.#viewer.node.scrollIntoView({ block: "nearest" });
    });
    catalogue.then(() => [this.#form.ready(), this.#viewer.ready()]);
    if (this.hasAttribute("address")) {
      onAddress((id) => this.show(id));
      if (addressed()) this.setAttribute("task", addressed() ?? "");
      visitorReady.then(() => this.#resumeSubmission());
    }
    if (this.task) this.#display(this.task);
  }

  attributeChangedCallback() {
    if (this.#viewer) this.#display(this.task);
  }

  /** The id of the picture that is shown, or null. */
  get task() {
    return this.getAttribute("task");
  }

  /** @param id the picture to show; null: none */
  show(id) {
    if (id === this.task) return;
    if (id) this.setAttribute("task", id);
    else this.removeAttribute("task");
  }

  /**
   * Makes an image.
   *
   * @returns when it was accepted or refused; a refusal is told on the page
   */
  make(request) {
    return this.#send(request, "");
  }

  /** @param task a failed one that is tried once more, as a task of its own */
  retry(task) {
    return this.#send(requestOf(task), task.taskId);
  }

  async #send(request, from) {
    this.#form.busy(true);
    this.#viewer.sending(request);
    const { top, bottom } = this.#viewer.node.getBoundingClientRect();
    if (top > innerHeight * 0.6 || bottom < innerHeight * 0.4) this.#viewer.node.scrollIntoView({ block: "start" });
    await this.#awaitAnswer(send(request, from), request);
  }

  /** @param node is shown under the picture */
  addSection(node) {
    this.#results.append(node);
  }

  async #awaitAnswer(answer, request) {
    try {
      this.#accepted(await answer, request);
    } catch (problem) {
      this.#form.refused(problem);
      toast({ ...problemText(problem, limitToday()), tone: "bad", seconds: 12 });
      this.#viewer.empty();
      if (this.task) this.#display(this.task);
    } finally {
      this.#form.busy(false);
      refreshQuota();
    }
  }

  #accepted(answer, request) {
    const told = request && { prompt: request.prompt, aspectRatio: request.aspectRatio, request };
    const task = put({ madeAt: Date.now(), ...told, ...answer, own: true });
    rememberTask(task.taskId, request ?? null);
    if (isOpen(task)) watch(task.taskId, answer.retryAfter);
    if (this.task === task.taskId) this.#display(task.taskId);
    else this.show(task.taskId);
  }

  /** A click whose answer was lost in a reload is asked after with its own key. */
  #resumeSubmission() {
    const answer = resume();
    if (answer) this.#awaitAnswer(answer);
  }

  #display(id) {
    if (this.hasAttribute("address")) readdress(id);
    if (id) this.#viewer.show(id);
    else this.#viewer.empty();
    const known = id && taskOf(id);
    if (id && (!known || isOpen(known))) visitorReady.then(() => watch(id));
    this.dispatchEvent(new CustomEvent("darkroom-task", { detail: id, bubbles: true }));
  }

  #remove(task) {
    remove(task, () => this.show(task.taskId));
    this.show(null);
    this.#viewer.node.focus({ preventScroll: true });
  }
}

customElements.define("darkroom-image", DarkroomImage);
