/** This visitor's pictures, newest first. */
import { getTask, listTasks } from "./api.js";
import { card } from "./card.js";
import { h } from "./dom.js";
import { onOtherTab, rememberedTasks } from "./browser-storage.js";
import { watch } from "./poller.js";
import { isBeingDeleted } from "./deletion.js";
import { changes, isOpen, put, taskOf } from "./store.js";
import { TEXTS } from "./texts.js";
import { heightRatio, masonry } from "./masonry.js";

const PAGE = 16;

/** @param retry tries a failed one again */
export function gallery(retry) {
  const cards = new Map();
  let cursor = null;
  let loading = false;
  let marked = null;

  const list = h("ul", { class: "tiles" });
  const more = h("button", { type: "button", class: "more", hidden: true, onclick: load }, TEXTS.gallery.more);
  const none = h("p", { class: "gallery-empty", hidden: true }, TEXTS.gallery.none);
  const node = h("section", { class: "gallery", "aria-labelledby": "gallery-title" });
  node.append(h("h2", { id: "gallery-title" }, TEXTS.gallery.title), none, h("div", { class: "gallery-body" }, list, more));

  const place = masonry(list, (child) => heightRatios.get(child) ?? 1, more);
  const heightRatios = new WeakMap();

  function addCard(task) {
    const made = card(task, retry);
    cards.set(task.taskId, made);
    heightRatios.set(made.node, heightRatio(task.width, task.height));
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
      page.tasks.forEach(addOwn);
      // Observed anew, it tells of itself once more: it may still be near, or have come near while this was on its way.
      nearEnd.unobserve(more);
      nearEnd.observe(more);
    } catch (error) {
      if (error.status === 404) await loadByIds(rememberedTasks().map((task) => task.id));
      else setTimeout(load, 4000);
    }
    loading = false;
    more.classList.remove("busy");
    show();
  }

  function addOwn(task) {
    if (isBeingDeleted(task.taskId)) return;
    put({ ...task, own: true });
    if (isOpen(task)) watch(task.taskId, task.retryAfter);
  }

  async function loadByIds(ids) {
    const tasks = await Promise.all(ids.slice(0, PAGE).map((id) => getTask(id).catch(() => null)));
    tasks.forEach((task) => task && addOwn(task));
  }

  // Where the page was busy, it tells of several looks at once, and only the last one is how it is now.
  const nearEnd = new IntersectionObserver((looks) => looks.at(-1).isIntersecting && cursor && load(), {
    rootMargin: "600px",
  });

  changes.addEventListener("change", (event) => {
    const { task } = event.detail;
    if (!task.own) return;
    const known = cards.get(task.taskId);
    if (!known) return addCard(task);
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
  onOtherTab((ids) => loadByIds(ids.filter((id) => !taskOf(id) && !isBeingDeleted(id))));

  return {
    node,
    load,
    /** @param id the picture that is looked at */
    mark(id) {
      marked = id;
      cards.forEach((each, key) => each.mark(key === id));
    },
  };
}
