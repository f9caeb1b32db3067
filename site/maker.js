/** The form: what to make, how, what it costs, and the button. */
import { dollars, grouped, modelOf, models, priceOf } from "./catalogue.js";
import { byShape, choices, shapeOf } from "./choices.js";
import { h, icon } from "./dom.js";
import { draft } from "./memory.js";
import { picker } from "./picker.js";
import { allowance, leftToday } from "./quota.js";
import { references } from "./references.js";
import { plural, refusal } from "./words.js";

let makers = 0;

/**
 * @param make is called once per press of the button
 * @param wish what the form starts with, unless the visitor has changed it
 */
export function maker(make, wish) {
  const id = `darkroom-prompt-${++makers}`;
  /** What is wished for, also what the chosen model does not offer, or what only a catalogue can show. */
  let wished = { aspectRatio: "16:9", ...draft.load(wish) };
  let told = false;
  let maxPrompt = 2000;

  const form = h("form", { class: "maker", "aria-label": "Make an image", novalidate: true, onsubmit: submit });
  const prompt = h("textarea", {
    id,
    rows: 5,
    placeholder: "What is in it, the light, the style",
    "aria-describedby": `${id}-count ${id}-trouble`,
    oninput: changed,
  });
  const count = h("span", { class: "count", id: `${id}-count` });
  const trouble = h("p", { class: "trouble", id: `${id}-trouble` });
  const model = picker(() => wants("model", model.model.id));
  const ratio = choices({
    label: "Shape",
    kind: "ratio",
    face: shapeOf,
    changed: () => wants("aspectRatio", ratio.value),
  });
  const resolution = choices({
    label: "Resolution",
    kind: "resolution",
    face: text,
    changed: () => wants("resolution", resolution.value),
  });
  const seconds = h("select", { onchange: () => wants("durationSeconds", Number(seconds.value)) });
  const duration = h("label", { class: "duration" }, h("span", { class: "label" }, "Length"), seconds, icon("chevron"));
  const pictures = references(form, changed);
  const button = h("button", { type: "submit", class: "make", "aria-keyshortcuts": "Control+Enter Meta+Enter" }, h("span", {}, "Make the image"));
  const price = h("strong", { class: "price" });
  const left = h("span", { class: "left" });

  form.append(
    h("label", { class: "label", for: id }, "What do you see?"),
    h("div", { class: "composer" }, prompt, h("div", { class: "composer-foot" }, pictures.node, count)),
    model.node,
    ratio.node,
    h("div", { class: "sizes" }, resolution.node, duration),
    h("div", { class: "go" }, button, h("p", { class: "bill" }, price, left)),
    trouble,
  );

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  allowance.addEventListener("change", () => (left.textContent = leftToday()));

  function order() {
    const chosen = model.model;
    const ids = pictures.ids;
    return {
      prompt: prompt.value.trim(),
      ...(chosen.id && { model: chosen.id }),
      ...(ratio.value && { aspectRatio: ratio.value }),
      ...(resolution.value && { resolution: resolution.value }),
      ...(chosen.durations && { durationSeconds: Number(seconds.value) }),
      ...(ids.length > 0 && { references: ids }),
    };
  }

  function submit(event) {
    event.preventDefault();
    const length = [...prompt.value.trim()].length;
    if (length === 0) return complain("Say in a few words what you would like to see.");
    if (length > maxPrompt) return complain(`That is ${plural(length - maxPrompt, "character")} too long.`);
    if (pictures.busy) return complain("A picture is still being uploaded. One moment.");
    complain("");
    make(order());
  }

  function complain(words) {
    trouble.textContent = words;
    prompt.setAttribute("aria-invalid", String(words !== ""));
    if (words) prompt.focus();
  }

  function wants(field, value) {
    wished = { ...wished, [field]: value };
    if (field === "model") show();
    else changed();
  }

  /** What the model does not offer is left at its first. */
  function show() {
    const chosen = model.model;
    maxPrompt = chosen.maxPrompt;
    ratio.show(chosen.aspectRatios ?? [], wished.aspectRatio, byShape);
    resolution.show(chosen.resolutions?.length ? chosen.resolutions : [""], wished.resolution);
    lengths(chosen.durations, wished.durationSeconds);
    button.firstChild.textContent = chosen.kind === "video" ? "Make the video" : "Make the image";
    if (told) pictures.limit(chosen.references?.max ?? 0);
    changed();
  }

  function lengths(range, wanted) {
    duration.classList.toggle("none", !range);
    const { min, max, default: usual } = range ?? { min: 1, max: 0, default: 0 };
    const all = Array.from({ length: max - min + 1 }, (_, index) => min + index);
    const chosen = all.includes(wanted) ? wanted : usual;
    seconds.replaceChildren(
      ...all.map((each) => h("option", { value: each, selected: each === chosen }, plural(each, "second"))),
    );
  }

  function changed() {
    const length = [...prompt.value.trim()].length;
    count.textContent = `${grouped(length)} / ${grouped(maxPrompt)}`;
    count.classList.toggle("over", length > maxPrompt);
    if (trouble.textContent && length > 0 && length <= maxPrompt) complain("");
    const usd = priceOf(model.model, resolution.value || null, Number(seconds.value) || null);
    price.textContent = usd === null ? "" : dollars(usd);
    // Where there is no catalogue the form shows less than is wished for: that is not forgotten.
    draft.save({ ...(model.model.id ? order() : wished), prompt: prompt.value.trim(), references: undefined });
  }

  /** Takes over all of an order, its references too. */
  function use(order) {
    wished = order;
    model.choose(order.model);
    prompt.value = order.prompt;
    show();
    pictures.use(order.references ?? []);
    prompt.focus();
  }

  prompt.value = wished.prompt ?? "";
  show();
  return {
    node: form,
    /** The catalogue has come, or will not: what is wished for by now may be shown. */
    ready() {
      told = true;
      model.ready();
      model.choose(wished.model);
      show();
    },
    use,
    /** Takes over the words, and leaves the rest as it is. */
    write(words) {
      prompt.value = words;
      changed();
      prompt.focus();
    },
    /** Whether the request is on its way. */
    busy(busy) {
      button.classList.toggle("busy", busy);
      button.setAttribute("aria-busy", String(busy));
    },
    refused(problem) {
      const field = problem.errors.some((error) => error.field === "prompt");
      const { title, text } = refusal(problem);
      trouble.textContent = `${title} ${text}`;
      prompt.setAttribute("aria-invalid", String(field));
    },
    /** @param task a finished print to work from */
    edit(task) {
      const takes = (each) => each.references?.max > 0 && each.kind === "image";
      const able = takes(model.model)
        ? model.model
        : takes(modelOf(undefined))
          ? modelOf(undefined)
          : models().find(takes);
      if (!able || !task.url) return;
      const { aspectRatio, taskId } = task;
      use({ ...order(), model: able.id, aspectRatio, prompt: "", references: [taskId] });
    },
  };
}

const text = (value) => h("span", { class: "face" }, value || "Standard");
