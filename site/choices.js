/** Rows of options of which exactly one is chosen: real radio buttons, so the keyboard works as it always does. */
import { h } from "./dom.js";
import { TEXTS } from "./texts.js";

let groups = 0;

/**
 * @param row.kind a class for the row
 * @param row.face what an option looks like
 */
export function choices({ label, kind, face, changed }) {
  const name = `darkroom-${kind}-${++groups}`;
  const options = h("div", { class: "options" });
  const node = h("fieldset", { class: `choices ${kind}`, onchange: changed }, h("legend", {}, label), options);
  return {
    node,
    get value() {
      return options.querySelector("input:checked")?.value;
    },
    /**
     * @param wanted the first is chosen when it is not among them
     * @param [sorted] the order in which they are shown
     */
    show(values, wanted, sorted = (all) => all) {
      const chosen = wanted !== undefined && values.includes(wanted) ? wanted : values[0];
      const focused = options.contains(document.activeElement);
      options.replaceChildren(
        ...sorted(values).map((value) =>
          h(
            "label",
            { class: "option" },
            h("input", { type: "radio", name, value, checked: value === chosen }),
            face(value),
          ),
        ),
      );
      if (focused) options.querySelector("input:checked")?.focus();
    },
  };
}

/** @param ratio such as `16:9` or `auto` @returns its shape, drawn */
export function shapeOf(ratio) {
  const [width, height] = ratio.split(":").map(Number);
  const shape = h("span", { class: height ? "shape" : "shape any", "aria-hidden": "true" });
  const longer = Math.max(width, height) || 1;
  // Very long shapes stay visible: no side is drawn under a fifth of the other.
  shape.style.setProperty("--across", String(Math.max(0.2, (width || 1) / longer)));
  shape.style.setProperty("--down", String(Math.max(0.2, (height || 1) / longer)));
  return h(
    "span",
    { class: "face" },
    h("span", { class: "shape-space" }, shape),
    height ? ratio : (TEXTS.form.shapes[ratio] ?? ratio),
  );
}

/** @returns from the widest to the tallest, those without a shape first */
export const byShape = (ratios) => ratios.toSorted((one, other) => wide(other) - wide(one));

function wide(ratio) {
  const [width, height] = ratio.split(":").map(Number);
  return height ? width / height : Infinity;
}

/** @returns a box of that shape; a square for `auto` */
export function boxOf(ratio) {
  const [width, height] = (ratio ?? "").split(":").map(Number);
  return width && height ? [width, height] : [1, 1];
}
