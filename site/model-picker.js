/** The model: one card that shows the choice, and a dialog with all of them side by side. */
import { lowestPrice, modelOf, models, strengthsOf } from "./catalogue.js";
import { h, icon } from "./dom.js";
import { TEXTS } from "./texts.js";

export function modelPicker(changed) {
  let chosen = modelOf(undefined);
  const face = h("span", { class: "model-face" });
  const button = h(
    "button",
    { type: "button", class: "model-button", "aria-haspopup": "dialog", disabled: true, onclick: open },
    face,
    icon("chevron"),
  );
  const list = h("div", { class: "models" });
  const dialog = h(
    "dialog",
    { class: "model-dialog", "aria-label": TEXTS.model.choose, onclick: closeOutside },
    h(
      "header",
      {},
      h("h2", {}, TEXTS.model.choose),
      h(
        "button",
        { type: "button", class: "quiet", "aria-label": TEXTS.model.close, onclick: () => dialog.close() },
        icon("close"),
      ),
    ),
    list,
  );

  function open() {
    list.replaceChildren(...models().map(card));
    dialog.showModal();
    list.querySelector("[aria-pressed=true]")?.focus();
  }

  function closeOutside(event) {
    if (event.target === dialog) dialog.close();
  }

  function card(model) {
    return h(
      "button",
      { type: "button", class: "model-card", "aria-pressed": String(model === chosen), onclick: () => pick(model) },
      describe(model),
      model === chosen && icon("check"),
    );
  }

  function pick(model) {
    dialog.close();
    if (model === chosen) return;
    set(model);
    changed();
  }

  function set(model) {
    chosen = model;
    face.replaceChildren(describe(model));
  }

  set(chosen);
  return {
    node: h("div", { class: "model" }, h("span", { class: "label" }, TEXTS.model.label), button, dialog),
    get model() {
      return chosen;
    },
    choose: (id) => set(modelOf(id)),
    /** Before the catalogue has come there is nothing to choose from. */
    ready: () => (button.disabled = false),
  };
}

function describe(model) {
  const facts = [lowestPrice(model), TEXTS.model.about(model.typicalSeconds)].filter(Boolean).join(" · ");
  return h(
    "span",
    { class: "model-words" },
    h("span", { class: "model-title" }, model.title, model.kind === "video" && h("span", { class: "tag" }, TEXTS.model.video)),
    h("span", { class: "model-facts" }, facts),
    h("span", { class: "model-strengths" }, strengthsOf(model)),
  );
}
