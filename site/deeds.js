/** What can be done with a task, as a row of actions: each has a `run`, or an `href` and a `file` to download. */
import { linkTo } from "./address.js";
import { fileName, isVideo } from "./picture.js";
import { isOpen } from "./store.js";
import { toast } from "./toasts.js";
import { altText } from "./words.js";

/** @param hands who does it */
export function deedsFor(task, hands) {
  const link = { name: "link", label: "Copy link", icon: "link", run: () => copyLink(task) };
  const settings = { name: "settings", label: "Use settings", icon: "settings", run: () => hands.fill(orderOf(task)) };
  const remove = { name: "remove", label: "Delete", icon: "remove", run: () => hands.remove(task) };
  const mine = (...deeds) => (task.own ? deeds : []);
  if (isOpen(task)) return [link, ...mine({ ...remove, label: "Stop waiting" })];
  if (task.status === "fail") {
    return mine({ name: "again", label: "Try again", icon: "again", run: () => hands.again(task) }, settings, remove);
  }
  const still = !isVideo(task);
  return [
    { name: "download", label: "Download", icon: "download", href: task.url ?? "", file: fileName(task) },
    link,
    ...(still && "ClipboardItem" in window ? [copyImage(task)] : []),
    ...("share" in navigator ? [share(task)] : []),
    ...mine(settings),
    ...(still && hands.editable()
      ? mine({ name: "edit", label: "Edit this", icon: "edit", run: () => hands.edit(task) })
      : []),
    ...mine(remove),
  ];
}

/** @returns what was asked for, as far as it is known */
export function orderOf(task) {
  if (task.order) return task.order;
  return {
    prompt: task.prompt ?? "",
    model: task.model,
    ...(task.aspectRatio && { aspectRatio: task.aspectRatio }),
    ...(task.resolution && { resolution: task.resolution }),
    ...(task.durationSeconds && { durationSeconds: task.durationSeconds }),
    ...(task.references && { references: task.references }),
  };
}

async function copyLink(task) {
  const url = linkTo(task.taskId);
  try {
    await navigator.clipboard.writeText(url);
  } catch {
    // Only a secure context has a clipboard; the old way needs something selected.
    const field = document.createElement("textarea");
    field.className = "darkroom-said";
    field.value = url;
    document.body.append(field);
    const focused = document.activeElement;
    field.select();
    document.execCommand("copy");
    field.remove();
    focused?.focus();
  }
  toast({ title: "Link copied.", text: "It opens this print on any device.", seconds: 4 });
}

function copyImage(task) {
  const run = async () => {
    try {
      // The promise goes in unresolved: Safari allows the copy only within the click itself.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": asPng(task.url ?? "") })]);
      toast({ title: "Image copied.", seconds: 4 });
    } catch {
      toast({ title: "The image was not copied.", text: "Download it instead.", tone: "bad" });
    }
  };
  return { name: "copy", label: "Copy image", icon: "copy", run };
}

/** @returns PNG, the one type that every clipboard takes */
async function asPng(url) {
  const blob = await (await fetch(url)).blob();
  if (blob.type === "image/png") return blob;
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return new Promise((done, fail) =>
    canvas.toBlob((png) => (png ? done(png) : fail(new Error("no PNG"))), "image/png"),
  );
}

function share(task) {
  const run = () => navigator.share({ title: altText(task), url: linkTo(task.taskId) }).catch(() => {});
  return { name: "share", label: "Share", icon: "share", run };
}
