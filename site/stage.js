/**
 * The one print that is being looked at, in a box that is reserved before there is anything to see. The place of every
 * part is fixed: whatever a task does, nothing moves.
 */
import { hashOf } from "./address.js";
import { dollars, modelOf, titleOf } from "./catalogue.js";
import { boxOf } from "./choices.js";
import { deedsFor } from "./deeds.js";
import { h, icon } from "./dom.js";
import { decoded } from "./picture.js";
import { progressOf } from "./progress.js";
import { changes, isOpen, taskOf } from "./store.js";
import { failure, standing } from "./words.js";

const SAMPLES = [
  "A lighthouse in fog, seen from a small boat",
  "A kitchen table at dawn, one orange, long shadows",
  "A paper city folded from old maps",
];

/** @param hands who does what the row of actions offers */
export function stage(hands) {
  let current = null;
  let print = null;
  let drawn = "";

  const tray = h("div", { class: "tray" });
  const bar = h("div", {
    class: "bar",
    role: "progressbar",
    "aria-label": "Progress",
    "aria-valuemin": 0,
    "aria-valuemax": 100,
  });
  const line = h("p", { class: "line" });
  let state = h("strong");
  let clock = h("span");
  let meta = h("p");
  const row = h("div", { class: "deeds", role: "group", "aria-label": "What to do with it" });
  const caption = h("div", { class: "caption" });
  const node = h("section", { class: "stage", "aria-label": "The print", tabindex: -1 }, tray, bar, caption, row);

  function reserve(width, height) {
    clear();
    print = h("div", { class: "print blank" });
    print.style.setProperty("--w", String(width));
    print.style.setProperty("--h", String(height));
    tray.replaceChildren(print);
  }

  function say(words) {
    // New nodes, not new words in old ones: they may stand elsewhere, but they have not been moved.
    state = h("strong", {}, words.state ?? "");
    clock = h("span", { class: "clock" });
    line.replaceChildren(state, clock);
    meta = h("p", { class: "meta" }, words.meta ?? "");
    caption.replaceChildren(line, h("p", { class: "prompt" }, words.prompt ?? ""), meta);
  }

  function note(title, ...rest) {
    clear();
    node.append(h("div", { class: "note" }, h("h2", {}, title), ...rest));
  }

  function clear() {
    node.querySelector(".note")?.remove();
  }

  function empty() {
    bare(null, "");
    const sample = (words) =>
      h("button", { type: "button", class: "sample", onclick: () => hands.write(words) }, words);
    note(
      "Nothing in the tray yet.",
      h("p", {}, "Describe a picture, or start from one of these."),
      ...SAMPLES.map(sample),
    );
  }

  function bare(id, words) {
    [current, print, drawn] = [id, null, ""];
    clear();
    tray.replaceChildren();
    say({ state: words });
    row.replaceChildren();
    progress(null);
  }

  /** @param order its answer is still to come */
  function sending(order) {
    bare(null, "");
    reserve(...boxOf(order.aspectRatio));
    say({ state: "Sending", prompt: order.prompt });
  }

  function show(id) {
    if (current === id && drawn) return;
    bare(id, "Looking for it");
    const task = taskOf(id);
    if (task) draw(task);
  }

  function draw(task) {
    const look = [task.status, task.own, task.prompt, task.url, task.parentTaskId, modelOf(undefined).id].join();
    if (drawn === look) return tick();
    const fresh = drawn === "" || !print;
    drawn = look;
    if (fresh) reserve(task.width, task.height);
    const told = task.prompt ?? task.order?.prompt ?? "";
    const price = task.cost && task.status !== "fail" && dollars(task.cost.usd);
    const facts = [titleOf(task.model), task.aspectRatio, price, task.status === "success" && "AI-generated"];
    say({ state: standing(task), prompt: told, meta: facts.filter(Boolean).join(" · ") });
    const parent = task.parentTaskId;
    if (parent) meta.append(" · ", h("a", { href: hashOf(parent) }, "Made from an earlier print"));
    deeds(task);
    if (task.status === "fail") failed(task);
    if (task.status === "success") develop(task, fresh);
    tick();
  }

  function failed(task) {
    print?.classList.replace("blank", "spoilt");
    note("The picture was not made.", h("p", {}, failure(task)));
  }

  /** @param fresh it was finished before it was looked at */
  async function develop(task, fresh) {
    const place = print;
    state.textContent = "Bringing the picture";
    try {
      const picture = await decoded(task);
      if (print !== place || !place) return;
      picture.classList.add("picture");
      if (fresh) place.classList.add("at-once");
      place.replaceChildren(picture);
      place.classList.remove("blank");
      state.textContent = standing(task);
    } catch {
      if (print !== place) return;
      state.textContent = "Ready, but not loaded";
      const retry = () => [clear(), develop(task, fresh)];
      note(
        "The picture did not load.",
        h("p", {}, "It is safe. Check your connection."),
        h("button", { type: "button", class: "sample", onclick: retry }, "Load it again"),
      );
    }
  }

  function deeds(task) {
    const focused = row.contains(document.activeElement) && document.activeElement.dataset.deed;
    row.replaceChildren(
      ...deedsFor(task, hands).map((deed) => {
        const face = [icon(deed.icon), h("span", {}, deed.label)];
        const common = { class: "deed", "data-deed": deed.name };
        return deed.href
          ? h("a", { ...common, href: deed.href, download: deed.file }, ...face)
          : h("button", { ...common, type: "button", onclick: deed.run }, ...face);
      }),
    );
    // Rebuilt under the visitor's fingers: the focus stays where it was, or at least here.
    if (focused) (row.querySelector(`[data-deed=${focused}]`) ?? node).focus();
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
    bare(current, "");
    note("This print is gone.", h("p", {}, "It was deleted, or the link is not complete."));
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
