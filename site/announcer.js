/** Tells in words what happens to the tasks: to the live region always, and on a toast when it could be missed. */
import { connection } from "./poller.js";
import { refreshQuota } from "./quota.js";
import { changes } from "./store.js";
import { announce, toast } from "./toasts.js";
import { TEXTS, altText, failureText } from "./texts.js";

changes.addEventListener("change", (event) => {
  const { task, before } = event.detail;
  if (before ? before.status === task.status : task.status !== "pending") return;
  switch (task.status) {
    case "pending":
      return announce(TEXTS.news.pending);
    case "running":
      return announce(TEXTS.news.running);
    case "success":
      return announce(TEXTS.news.ready(altText(task)));
    case "fail":
      refreshQuota();
      return toast({ title: TEXTS.news.failed, text: failureText(task), tone: "bad", seconds: 10 });
  }
});

let lost = null;

connection.addEventListener("lost", () => {
  lost ??= toast({ ...TEXTS.news.lost, seconds: 0, gone: () => (lost = null) });
});

connection.addEventListener("found", () => {
  if (!lost) return;
  lost();
  toast({ title: TEXTS.news.found, seconds: 4 });
});
