/** The form: what to make, how, what it costs, and the button. */
import { dollars, grouped, modelOf, models, priceOf } from "./catalogue.js";
import { byShape, choices, shapeOf } from "./choices.js";
import { h, icon } from "./dom.js";
import { draft } from "./browser-storage.js";
import { modelPicker } from "./model-picker.js";
import { allowance, leftToday, limitToday } from "./quota.js";
import { references } from "./references.js";
import { TEXTS, problemText } from "./texts.js";

let forms = 0;

/**
 * @param make is called once per press of the button
 * @param initial what the form starts with, unless the visitor has changed it
 */
export function imageForm(make, initial) {
  const id = `darkroom-prompt-${++forms}`;
  /** What was chosen, also what the chosen model does not offer, or what only a catalogue can show. */
  let settings = { aspectRatio: "16:9", ...draft.load(initial) };
  let catalogueLoaded = false;
  let maxPrompt = 2000;

  const form = h("form", { class: "image-form", "aria-label": TEXTS.form.name, novalidate: true, onsubmit: submit });
  const prompt = h("textarea", {
    id,
    rows: 5,
    placeholder: TEXTS.form.placeholder,
    "aria-describedby": `${id}-count ${id}-error`,
    oninput: changed,
  });
  const count = h("span", { class: "count", id: `${id}-count` });
  const error = h("p", { class: "form-error", id: `${id}-error` });
  const model = modelPicker(() => choose("model", model.model.id));
  const ratio = choices({
    label: TEXTS.form.shape,
    kind: "ratio",
    face: shapeOf,
    changed: () => choose("aspectRatio", ratio.value),
  });
  const resolution = choices({
    label: TEXTS.form.resolution,
    kind: "resolution",
    face: text,
    changed: () => choose("resolution", resolution.value),
  });
  const seconds = h("select", { onchange: () => choose("durationSeconds", Number(seconds.value)) });
  const duration = h("label", { class: "duration" }, h("span", { class: "label" }, TEXTS.form.length), seconds, icon("chevron"));
  const pictures = references(form, changed);
  const keys = { "aria-keyshortcuts": "Control+Enter Meta+Enter" };
  const button = h("button", { type: "submit", class: "submit", ...keys }, h("span", {}, TEXTS.form.make.image));
  const price = h("strong", { class: "price" });
  const quota = h("span", { class: "quota" });

  form.append(
    h("label", { class: "label", for: id }, TEXTS.form.prompt),
    h("div", { class: "composer" }, prompt, h("div", { class: "composer-foot" }, pictures.node, count)),
    model.node,
    ratio.node,
    h("div", { class: "sizes" }, resolution.node, duration),
    h("div", { class: "submit-row" }, button, h("p", { class: "cost" }, price, quota)),
    error,
  );

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  allowance.addEventListener("change", () => (quota.textContent = leftToday()));

  function request() {
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
    if (length === 0) return showError(TEXTS.form.noPrompt);
    if (length > maxPrompt) return showError(TEXTS.form.tooLong(length - maxPrompt));
    if (pictures.busy) return showError(TEXTS.form.uploading);
    showError("");
    make(request());
  }

  function showError(words) {
    error.textContent = words;
    prompt.setAttribute("aria-invalid", String(words !== ""));
    if (words) prompt.focus();
  }

  function choose(field, value) {
    settings = { ...settings, [field]: value };
    if (field === "model") show();
    else changed();
  }

  /** What the model does not offer is left at its first. */
  function show() {
    const chosen = model.model;
    maxPrompt = chosen.maxPrompt;
    ratio.show(chosen.aspectRatios ?? [], settings.aspectRatio, byShape);
    resolution.show(chosen.resolutions?.length ? chosen.resolutions : [""], settings.resolution);
    lengths(chosen.durations, settings.durationSeconds);
    button.firstChild.textContent = TEXTS.form.make[chosen.kind === "video" ? "video" : "image"];
    if (catalogueLoaded) pictures.limit(chosen.references?.max ?? 0);
    changed();
  }

  function lengths(range, wanted) {
    duration.classList.toggle("absent", !range);
    const { min, max, default: usual } = range ?? { min: 1, max: 0, default: 0 };
    const all = Array.from({ length: max - min + 1 }, (_, index) => min + index);
    const chosen = all.includes(wanted) ? wanted : usual;
    seconds.replaceChildren(
      ...all.map((each) => h("option", { value: each, selected: each === chosen }, TEXTS.form.seconds(each))),
    );
  }

  function changed() {
    const length = [...prompt.value.trim()].length;
    count.textContent = `${grouped(length)} / ${grouped(maxPrompt)}`;
    count.classList.toggle("over", length > maxPrompt);
    if (error.textContent && length > 0 && length <= maxPrompt) showError("");
    const usd = priceOf(model.model, resolution.value || null, Number(seconds.value) || null);
    price.textContent = usd === null ? "" : dollars(usd);
    // Where there is no catalogue the form shows less than was chosen: that is not forgotten.
    draft.save({ ...(model.model.id ? request() : settings), prompt: prompt.value.trim(), references: undefined });
  }

  /** Takes over all of a request, its references too. */
  function use(request) {
    settings = request;
    model.choose(request.model);
    prompt.value = request.prompt;
    show();
    pictures.use(request.references ?? []);
    prompt.focus();
  }

  prompt.value = settings.prompt ?? "";
  show();
  return {
    node: form,
    /** The catalogue has come, or will not: what was chosen by now may be shown. */
    ready() {
      catalogueLoaded = true;
      model.ready();
      model.choose(settings.model);
      show();
    },
    use,
    /** Takes over the words, and leaves the rest as it is. */
    usePrompt(words) {
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
      const { title, text } = problemText(problem, limitToday());
      error.textContent = `${title} ${text}`;
      prompt.setAttribute("aria-invalid", String(field));
    },
    /** @param task a finished picture to work from */
    edit(task) {
      const takes = (each) => each.references?.max > 0 && each.kind === "image";
      const able = takes(model.model)
        ? model.model
        : takes(modelOf(undefined))
          ? modelOf(undefined)
          : models().find(takes);
      if (!able || !task.url) return;
      const { aspectRatio, taskId } = task;
      use({ ...request(), model: able.id, aspectRatio, prompt: "", references: [taskId] });
    },
  };
}

const text = (value) => h("span", { class: "face" }, value || TEXTS.form.standard);
