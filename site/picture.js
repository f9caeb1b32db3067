/** A finished task as something to look at. */
import { h } from "./dom.js";
import { altText } from "./texts.js";

const STILLS = ["first_frame", "thumbnail", "last_frame", "image"];

const main = (task) => task.outputs?.find((output) => output.url === task.url) ?? task.outputs?.[0];

export const isVideo = (task) => main(task)?.contentType?.startsWith("video/") ?? false;

/** @returns a picture that stands for it, if there is one */
export function still(task) {
  if (!isVideo(task)) return task.url ?? undefined;
  return STILLS.map((kind) => task.outputs?.find((output) => output.kind === kind)?.url).find(Boolean);
}

/**
 * The picture or video itself, decoded, so that it can be put in place without a blank moment.
 *
 * @throws {Error} when it cannot be loaded
 */
export async function decoded(task) {
  const poster = still(task);
  const image = h("img", { alt: altText(task), src: poster });
  if (poster) await image.decode();
  if (!isVideo(task)) return image;
  return h("video", {
    src: task.url,
    poster,
    controls: true,
    loop: true,
    playsinline: true,
    preload: "metadata",
    "aria-label": altText(task),
  });
}

/** A small one for the list, loaded when it comes near and shown once it is decoded. */
export function thumbnail(task) {
  const src = still(task);
  if (!src)
    return h("video", { src: task.url, preload: "metadata", muted: true, class: "shown", "aria-hidden": "true" });
  const image = h("img", { alt: altText(task), src, loading: "lazy", decoding: "async" });
  const show = () => image.classList.add("shown");
  image.addEventListener("load", () => image.decode().then(show, show));
  return image;
}

/** @returns a file name that tells what it is */
export function fileName(task) {
  const words = (task.prompt ?? "darkroom")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-");
  const name =
    [...words]
      .slice(0, 48)
      .join("")
      .replace(/^-+|-+$/g, "") || "darkroom";
  const ending = /\.(\w{2,4})$/.exec(new URL(task.url ?? "", location.href).pathname)?.[1] ?? "png";
  return `${name}-${task.taskId.slice(-6)}.${ending}`;
}
