/**
 * Short notes, to be seen and to be heard. They lie above the page and never move what is beneath; their own places are
 * transforms, not layout.
 */
import { h, icon } from "./dom.js";
import { TEXTS } from "./texts.js";

const GAP = 12;
/** The one live region of the page: it has to be there before it has anything to say. */
const region = h("p", { class: "darkroom-live-region", role: "status" });
const shelf = h("section", { class: "darkroom-toasts", "aria-label": TEXTS.news.toasts });

document.body.append(region, shelf);

/** The newest last. */
const shown = [];

/** Tells a change of state to those who do not see it, when they have a moment. */
export function announce(text) {
  // The same words twice are said twice only if they differ.
  region.textContent = region.textContent === text ? text + "\u00a0" : text;
}

/**
 * @param note.title what happened
 * @param [note.text] what to do
 * @param [note.seconds] until it goes by itself; 0: it stays
 * @param [note.gone] called once when it has gone without the action
 * @returns what takes it away
 */
export function toast({ title, text = "", tone = "plain", seconds = 7, action, gone }) {
  let timer;
  let open = true;
  const close = (acted = false) => {
    if (!open) return;
    open = false;
    clearTimeout(timer);
    shown.splice(
      shown.findIndex((other) => other.node === node),
      1,
    );
    node.remove();
    restack();
    if (!acted) gone?.();
  };
  const act = () => {
    close(true);
    action?.run();
  };
  const node = h(
    "div",
    { class: `toast ${tone}` },
    h("div", { class: "toast-words" }, h("strong", {}, title), text && h("p", {}, text)),
    action && h("button", { type: "button", class: "toast-action", onclick: act }, action.label),
    h("button", { type: "button", class: "quiet", "aria-label": TEXTS.news.dismiss, onclick: () => close() }, icon("close")),
  );
  const wait = () => {
    clearTimeout(timer);
    if (seconds > 0) timer = setTimeout(() => close(), seconds * 1000);
  };
  // Whoever reads it or is about to use it has the time they need.
  for (const stop of ["pointerenter", "focusin"]) node.addEventListener(stop, () => clearTimeout(timer));
  for (const go of ["pointerleave", "focusout"]) node.addEventListener(go, wait);
  shelf.append(node);
  shown.push({ node, close });
  if (shown.length > 3) shown[0].close();
  restack();
  wait();
  announce(text ? `${title} ${text}` : title);
  return () => close();
}

function restack() {
  let height = 0;
  for (const { node } of [...shown].reverse()) {
    node.style.setProperty("--up", `${-height}px`);
    height += node.offsetHeight + GAP;
  }
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) shown.at(-1)?.close();
});
