/** Tells in words what happens to the tasks: to the live region always, and on a toast when it could be missed. */
import { connection } from "./poller.js";
import { refreshQuota } from "./quota.js";
import { changes } from "./store.js";
import { announce, toast } from "./toasts.js";
import { altText, failure } from "./words.js";

changes.addEventListener("change", (event) => {
  const { task, before } = event.detail;
  if (before ? before.status === task.status : task.status !== "pending") return;
  switch (task.status) {
    case "pending":
      return announce("Accepted. It is waiting for its turn.");
    case "running":
      return announce("It is being developed.");
    case "success":
      return announce(`Ready. ${altText(task)}`);
    case "fail":
      refreshQuota();
      return toast({
        title: "It did not work.",
        text: failure(task),
        tone: "bad",
        seconds: 10,
      });
  }
});

let lost = null;

connection.addEventListener("lost", () => {
  lost ??= toast({
    title: "No connection just now.",
    text: "Your image goes on being made. This page looks again by itself.",
    seconds: 0,
    gone: () => (lost = null),
  });
});

connection.addEventListener("found", () => {
  if (!lost) return;
  lost();
  toast({ title: "Connected again.", seconds: 4 });
});
