/** This visitor's prints, newest first. */
import { getTask, listTasks } from "./api.js";
import { card } from "./card.js";
import { h } from "./dom.js";
import { onOtherTab, rememberedTasks } from "./memory.js";
import { watch } from "./poller.js";
import { isLeaving } from "./removal.js";
import { changes, isOpen, put, taskOf } from "./store.js";
import { slope, tiles } from "./tiles.js";

const PAGE = 16;

/** @param again tries a failed one again */
export function gallery(again) {
  const cards = new Map();
  let cursor = null;
  let loading = false;
  let marked = null;

  const list = h("ul", { class: "tiles" });
  const more = h("button", { type: "button", class: "more", hidden: true, onclick: load }, "Show more");
  const none = h("p", { class: "none", hidden: true }, "What you make hangs here to dry. It stays when you come back.");
  const node = h("section", { class: "prints", "aria-labelledby": "prints-title" });
  node.append(h("h2", { id: "prints-title" }, "Your prints"), none, h("div", { class: "line-up" }, list, more));

  const place = tiles(list, (child) => slopes.get(child) ?? 1, more);
  const slopes = new WeakMap();

  function hang(task) {
    const made = card(task, again);
    cards.set(task.taskId, made);
    slopes.set(made.node, slope(task.width, task.height));
    date(made.node, task);
    // What was made here just now has no date yet: it is the newest.
    const older = [...list.children].find((child) => !task.createdAt || child.dataset.made < task.createdAt);
    list.insertBefore(made.node, older ?? null);
    made.mark(task.taskId === marked);
    show();
  }

  const date = (node, task) => (node.dataset.made = task.createdAt ?? "9");

  function show() {
    none.hidden = loading || cards.size > 0;
    more.hidden = !cursor;
    place();
  }

  async function load() {
    if (loading) return;
    loading = true;
    more.classList.add("busy");
    try {
      const page = await listTasks(PAGE, cursor);
      cursor = page.nextCursor ?? null;
      page.tasks.forEach(own);
      // Observed anew, it tells of itself once more: it may still be near, or have come near while this was on its way.
      near.unobserve(more);
      near.observe(more);
    } catch (error) {
      if (error.status === 404) await recall(rememberedTasks().map((task) => task.id));
      else setTimeout(load, 4000);
    }
    loading = false;
    more.classList.remove("busy");
    show();
  }

  function own(task) {
    if (isLeaving(task.taskId)) return;
    put({ ...task, own: true });
    if (isOpen(task)) watch(task.taskId, task.retryAfter);
  }

  async function recall(ids) {
    const tasks = await Promise.all(ids.slice(0, PAGE).map((id) => getTask(id).catch(() => null)));
    tasks.forEach((task) => task && own(task));
  }

  // Where the page was busy, it tells of several looks at once, and only the last one is how it is now.
  const near = new IntersectionObserver((looks) => looks.at(-1).isIntersecting && cursor && load(), {
    rootMargin: "600px",
  });

  changes.addEventListener("change", (event) => {
    const { task } = event.detail;
    if (!task.own) return;
    const known = cards.get(task.taskId);
    if (!known) return hang(task);
    known.update(task);
    date(known.node, task);
  });
  changes.addEventListener("drop", (event) => {
    const { id } = event.detail;
    cards.get(id)?.node.remove();
    cards.delete(id);
    show();
  });
  changes.addEventListener("tick", () => cards.forEach((each) => each.tick()));
  onOtherTab((ids) => recall(ids.filter((id) => !taskOf(id) && !isLeaving(id))));

  return {
    node,
    load,
    /** @param id the print that is looked at */
    mark(id) {
      marked = id;
      cards.forEach((each, key) => each.mark(key === id));
    },
  };
}
