/** One task in the list of pictures. */
import { hashOf } from "./address.js";
import { titleOf } from "./catalogue.js";
import { h, icon } from "./dom.js";
import { isVideo, thumbnail } from "./picture.js";
import { progressOf } from "./progress.js";
import { isOpen } from "./store.js";
import { TEXTS, statusText } from "./texts.js";

/** @param retry is told when a failed one is to be tried again */
export function card(first, retry) {
  let task = first;
  let drawn = "";
  const frame = h("a", { class: "frame", href: hashOf(task.taskId) });
  const title = h("p", { class: "card-title" });
  const under = h("p", { class: "card-under" });
  const foot = h("div", { class: "card-foot" }, title, under);
  const node = h("li", { class: "card", "data-status": "" }, frame, foot);

  function update(news) {
    task = news;
    const look = task.status + task.url;
    if (drawn !== look) {
      drawn = look;
      const told = task.prompt ?? task.request?.prompt ?? "";
      node.dataset.status = task.status;
      frame.setAttribute("aria-label", `${statusText(task)}: ${told}`);
      frame.replaceChildren(...(task.status === "success" ? [thumbnail(task)] : []));
      if (isVideo(task)) frame.append(h("span", { class: "tag" }, TEXTS.model.video));
      title.textContent = task.status === "success" ? told : statusText(task);
      under.textContent = task.status === "success" ? titleOf(task.model) : told;
      // A failed one stays failed: trying again makes another.
      if (task.status === "fail") foot.append(retryButton());
    }
    tick();
  }

  const retryButton = () =>
    h("button", { type: "button", class: "action", onclick: () => retry(task) }, icon("retry"), TEXTS.actions.retry);

  function tick() {
    if (!isOpen(task)) return;
    const told = progressOf(task);
    frame.style.setProperty("--done", String(told.share));
    under.textContent = told.clock;
  }

  update(first);
  return {
    node,
    update,
    tick,
    /** @param on whether it is the picture that is looked at */
    mark: (on) => (on ? frame.setAttribute("aria-current", "true") : frame.removeAttribute("aria-current")),
    get task() {
      return task;
    },
  };
}
