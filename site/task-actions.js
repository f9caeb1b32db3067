/** What can be done with a task, as a row of actions: each has a `run`, or an `href` and a `file` to download. */
import { linkTo } from "./address.js";
import { fileName, isVideo } from "./picture.js";
import { isOpen } from "./store.js";
import { toast } from "./toasts.js";
import { TEXTS, altText } from "./texts.js";

/** @param actions who does it */
export function taskActions(task, actions) {
  const link = { name: "link", label: TEXTS.actions.link, icon: "link", run: () => copyLink(task) };
  const settings = { name: "settings", label: TEXTS.actions.settings, icon: "settings", run: () => actions.useSettings(requestOf(task)) };
  const remove = { name: "remove", label: TEXTS.actions.remove, icon: "remove", run: () => actions.remove(task) };
  const mine = (...some) => (task.own ? some : []);
  if (isOpen(task)) return [link, ...mine({ ...remove, label: TEXTS.actions.cancel })];
  if (task.status === "fail") {
    return mine({ name: "retry", label: TEXTS.actions.retry, icon: "retry", run: () => actions.retry(task) }, settings, remove);
  }
  const still = !isVideo(task);
  return [
    { name: "download", label: TEXTS.actions.download, icon: "download", href: task.url ?? "", file: fileName(task) },
    link,
    ...(still && "ClipboardItem" in window ? [copyImage(task)] : []),
    ...("share" in navigator ? [share(task)] : []),
    ...mine(settings),
    ...(still && actions.editable()
      ? mine({ name: "edit", label: TEXTS.actions.edit, icon: "edit", run: () => actions.edit(task) })
      : []),
    ...mine(remove),
  ];
}

/** @returns what was asked for, as far as it is known */
export function requestOf(task) {
  if (task.request) return task.request;
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
    field.className = "darkroom-live-region";
    field.value = url;
    document.body.append(field);
    const focused = document.activeElement;
    field.select();
    document.execCommand("copy");
    field.remove();
    focused?.focus();
  }
  toast({ title: TEXTS.actions.linkCopied, seconds: 4 });
}

function copyImage(task) {
  const run = async () => {
    try {
      // The promise goes in unresolved: Safari allows the copy only within the click itself.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": asPng(task.url ?? "") })]);
      toast({ title: TEXTS.actions.imageCopied, seconds: 4 });
    } catch {
      toast({ ...TEXTS.actions.notCopied, tone: "bad" });
    }
  };
  return { name: "copy", label: TEXTS.actions.copy, icon: "copy", run };
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
  return { name: "share", label: TEXTS.actions.share, icon: "share", run };
}
