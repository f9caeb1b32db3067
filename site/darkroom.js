/**
 * Defines `<darkroom-image>`: the maker and the print, for any page of the same origin.
 *
 *     <link rel="stylesheet" href="/darkroom.css">
 *     <script type="module" src="/darkroom.js"></script>
 *     <darkroom-image ratio="16:9"></darkroom-image>
 *
 * The style sheet keeps the room free until the script has run. Without the link the element brings it along, too late
 * for that: what stands below would move.
 *
 * Attributes, all optional: `prompt`, `model`, `ratio`, `resolution` are what the form starts with; `task` is the print
 * to show; with `address` the element keeps the print it shows in the page's address, so that a reload finds it again.
 * What stands inside it is shown until the maker takes its place. It says `darkroom-task`, with the task's id in
 * `detail`, whenever it shows another print.
 */
import { addressed, onAddress, readdress } from "./address.js";
import { loadCatalogue, models } from "./catalogue.js";
import { resume, send } from "./click.js";
import { orderOf } from "./deeds.js";
import { h } from "./dom.js";
import { maker } from "./maker.js";
import { rememberTask } from "./memory.js";
import "./narrator.js";
import { watch } from "./poller.js";
import { refreshQuota } from "./quota.js";
import { remove } from "./removal.js";
import { stage } from "./stage.js";
import { isOpen, put, taskOf } from "./store.js";
import { toast } from "./toasts.js";
import { refusal } from "./words.js";

/** The quota's answer carries the cookie that says who is asking: whatever is this visitor's own comes after it. */
export const greeted = refreshQuota();
const catalogue = loadCatalogue();

/** A page that did not link our style sheet gets it before anything is drawn. */
function dressed() {
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
const painted = new Promise((done) => {
  if (document.hidden) done();
  new PerformanceObserver(done).observe({ type: "paint", buffered: true });
  setTimeout(done, 300);
});

/** The attributes that the form starts with. */
const FIELDS = { prompt: "prompt", model: "model", aspectRatio: "ratio", resolution: "resolution" };

export class DarkroomImage extends HTMLElement {
  static observedAttributes = ["task"];

  #maker;
  #stage;
  #bench = h("div", { class: "bench" });

  connectedCallback() {
    if (this.#stage) return;
    const wish = {};
    for (const [field, name] of Object.entries(FIELDS))
      if (this.hasAttribute(name)) wish[field] = this.getAttribute(name);
    this.#maker = maker((order) => this.make(order), wish);
    this.#stage = stage({
      again: (task) => this.again(task),
      fill: (order) => this.#maker.use(order),
      write: (words) => this.#maker.write(words),
      edit: (task) => this.#maker.edit(task),
      editable: () => models().some((model) => model.kind === "image" && model.references?.max > 0),
      remove: (task) => this.#remove(task),
    });
    this.#bench.prepend(this.#stage.node);
    Promise.all([dressed(), painted]).then(() => {
      this.replaceChildren(h("div", { class: "darkroom" }, this.#maker.node, this.#bench));
      if (this.task) this.#stage.node.scrollIntoView({ block: "nearest" });
    });
    catalogue.then(() => [this.#maker.ready(), this.#stage.ready()]);
    if (this.hasAttribute("address")) {
      onAddress((id) => this.show(id));
      if (addressed()) this.setAttribute("task", addressed() ?? "");
      greeted.then(() => this.#takeUp());
    }
    if (this.task) this.#look(this.task);
  }

  attributeChangedCallback() {
    if (this.#stage) this.#look(this.task);
  }

  /** The id of the print that is shown, or null. */
  get task() {
    return this.getAttribute("task");
  }

  /** @param id the print to show; null: none */
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
  make(order) {
    return this.#send(order, "");
  }

  /** @param task a failed one that is tried once more, as a task of its own */
  again(task) {
    return this.#send(orderOf(task), task.taskId);
  }

  async #send(order, from) {
    this.#maker.busy(true);
    this.#stage.sending(order);
    const { top, bottom } = this.#stage.node.getBoundingClientRect();
    if (top > innerHeight * 0.6 || bottom < innerHeight * 0.4) this.#stage.node.scrollIntoView({ block: "start" });
    await this.#answered(send(order, from), order);
  }

  /** @param node is shown under the print */
  hang(node) {
    this.#bench.append(node);
  }

  async #answered(answer, order) {
    try {
      this.#accepted(await answer, order);
    } catch (problem) {
      this.#maker.refused(problem);
      toast({ ...refusal(problem), tone: "bad", seconds: 12 });
      this.#stage.empty();
      if (this.task) this.#look(this.task);
    } finally {
      this.#maker.busy(false);
      refreshQuota();
    }
  }

  #accepted(answer, order) {
    const told = order && { prompt: order.prompt, aspectRatio: order.aspectRatio, order };
    const task = put({ madeAt: Date.now(), ...told, ...answer, own: true });
    rememberTask(task.taskId, order ?? null);
    if (isOpen(task)) watch(task.taskId, answer.retryAfter);
    if (this.task === task.taskId) this.#look(task.taskId);
    else this.show(task.taskId);
  }

  /** A click whose answer was lost in a reload is asked after with its own key. */
  #takeUp() {
    const answer = resume();
    if (answer) this.#answered(answer);
  }

  #look(id) {
    if (this.hasAttribute("address")) readdress(id);
    if (id) this.#stage.show(id);
    else this.#stage.empty();
    const known = id && taskOf(id);
    if (id && (!known || isOpen(known))) greeted.then(() => watch(id));
    this.dispatchEvent(new CustomEvent("darkroom-task", { detail: id, bubbles: true }));
  }

  #remove(task) {
    remove(task, () => this.show(task.taskId));
    this.show(null);
    this.#stage.node.focus({ preventScroll: true });
  }
}

customElements.define("darkroom-image", DarkroomImage);
