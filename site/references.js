/** Pictures that the model is to work from: files by picker, drop or paste, and earlier pictures. */
import { upload } from "./api.js";
import { h, icon } from "./dom.js";
import { limitToday } from "./quota.js";
import { taskOf } from "./store.js";
import { TEXTS, uploadText } from "./texts.js";
import { toast } from "./toasts.js";

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const THUMB = 80;

/**
 * @param {HTMLElement} form where files may be dropped and pasted
 * @param {() => void} changed
 */
export function references(form, changed) {
  /** @type {{ id: string | null, node: HTMLElement }[]} id is null while it is being uploaded */
  let items = [];
  /** No limit is known before the catalogue has come. */
  let most = Infinity;
  const file = h("input", { type: "file", accept: TYPES.join(), multiple: true, hidden: true, onchange: picked });
  const add = h(
    "button",
    { type: "button", class: "quiet add", title: TEXTS.references.hint, onclick: () => file.click() },
    icon("picture"),
    h("span", {}, TEXTS.references.add),
  );
  const strip = h("div", { class: "thumbs" });
  const node = h("div", { class: "references" }, add, strip, file);

  function picked() {
    take([...file.files]);
    file.value = "";
  }

  function take(files) {
    const pictures = files.filter((each) => TYPES.includes(each.type));
    if (files.length > 0 && most === 0) return showError(TEXTS.references.notTaken);
    if (files.length > pictures.length) showError(TEXTS.references.wrongType);
    for (const each of pictures) {
      if (items.length >= most) return showError(TEXTS.references.tooMany(most));
      uploaded(each);
    }
  }

  async function uploaded(picture) {
    const face = h("canvas", { width: THUMB, height: THUMB, role: "img", "aria-label": picture.name });
    const item = place(null, face, picture.name);
    item.node.classList.add("busy");
    draw(picture, face);
    try {
      item.id = await upload(picture);
      item.node.classList.remove("busy");
    } catch (problem) {
      remove(item);
      showError({ title: TEXTS.references.notUploaded, text: uploadText(problem, limitToday()) });
    }
    changed();
  }

  /** @param {string | null} id @param {HTMLElement} face @param {string} name */
  function place(id, face, name) {
    const cross = h(
      "button",
      { type: "button", "aria-label": TEXTS.references.remove(name), onclick: () => remove(item) },
      icon("close"),
    );
    const item = { id, node: h("span", { class: "thumb" }, face, cross) };
    items.push(item);
    strip.append(item.node);
    changed();
    return item;
  }

  /** @param {{ node: HTMLElement }} item */
  function remove(item) {
    const focused = item.node.contains(document.activeElement);
    items = items.filter((other) => other !== item);
    // Put in place anew: the others close the gap at once.
    strip.replaceChildren(...items.map((other) => other.node));
    if (focused) add.focus();
    changed();
  }

  form.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    // Office programs put a picture of the words beside the words: the words are meant.
    if (files.length === 0 || event.clipboardData.types.includes("text/plain")) return;
    event.preventDefault();
    take(files);
  });
  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("dropping");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("dropping");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    take([...(event.dataTransfer?.files ?? [])]);
  });

  return {
    node,
    get busy() {
      return items.some((item) => item.id === null);
    },
    /** @returns {string[]} */
    get ids() {
      return items.flatMap((item) => item.id ?? []);
    },
    /** @param {number} max how many the model takes */
    limit(max) {
      most = max;
      add.disabled = max === 0;
      add.lastChild.textContent = max === 0 ? TEXTS.references.none : TEXTS.references.add;
      while (items.length > max) remove(items.at(-1));
    },
    /** @param {string[]} ids of earlier pictures, uploads or addresses, in place of what was there */
    use(ids) {
      for (const item of items) item.node.remove();
      items = [];
      for (const id of ids.slice(0, most)) {
        const url = taskOf(id)?.url;
        const face = url ? h("img", { src: url, alt: TEXTS.references.reference }) : icon("picture");
        place(id, face, TEXTS.references.reference);
      }
      changed();
    },
  };
}

/** @param {File} picture @param {HTMLCanvasElement} canvas the middle of it goes here, with no blob: address */
async function draw(picture, canvas) {
  const bitmap = await createImageBitmap(picture).catch(() => null);
  if (!bitmap) return;
  const side = Math.min(bitmap.width, bitmap.height);
  const [x, y] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext("2d")?.drawImage(bitmap, x, y, side, side, 0, 0, THUMB, THUMB);
  bitmap.close();
}

/** @param {{ title: string, text: string }} words */
function showError(words) {
  toast({ ...words, tone: "bad" });
}
