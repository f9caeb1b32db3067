/** What the page says when something does not work: what happened, what to do, and whether it counted. */

const NOT_COUNTED = "It did not count.";

/** @param seconds from now @returns a local time, with the day when it is not today */
export function localTime(seconds) {
  // Up to the next full minute: "23:59" would be too early.
  const then = new Date(Math.ceil((Date.now() + seconds * 1000) / 60_000 - 0.1) * 60_000);
  const time = then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const day = new Date();
  if (then.toDateString() === day.toDateString()) return time;
  day.setDate(day.getDate() + 1);
  if (then.toDateString() === day.toDateString()) return `${time} tomorrow`;
  // A month's budget starts again on the first.
  return `${time} on ${then.toLocaleDateString([], { day: "numeric", month: "long" })}`;
}

/** @param one the word for one of them @returns such as `1 image` or `2 images` */
export const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

/** @param problem why a request to make an image was refused */
export function refusal(problem) {
  const when = problem.retryAfter === null ? "tomorrow" : `at ${localTime(problem.retryAfter)}`;
  switch (problem.code) {
    case "daily_limit_reached":
      return { title: "That was all for today.", text: `You can make more ${when}. ${NOT_COUNTED}` };
    case "daily_budget_reached":
      return { title: "The site has made all it may for now.", text: `It goes on ${when}. ${NOT_COUNTED}` };
    case "paused":
      return {
        title: "Making is paused for now.",
        text: `Your prints are safe. Please come back later. ${NOT_COUNTED}`,
      };
    case "idempotency_key_reused":
      return { title: "That click was already used.", text: `Please press the button once more. ${NOT_COUNTED}` };
    case "unreachable":
      return {
        title: "Darkroom did not answer.",
        text: "Check your connection and press the button again. It will count once at most.",
      };
  }
  if (problem.passing) {
    return { title: "Darkroom is busy.", text: "Press the button again in a moment. It will count once at most." };
  }
  const reasons = problem.errors.map((error) => error.message).join(" ");
  return { title: "This cannot be made.", text: `${reasons || problem.message} ${NOT_COUNTED}` };
}

/** @returns why it failed, and that it did not count */
export function failure(task) {
  const why = task.error?.message ?? "The image could not be made.";
  return task.error?.charged !== false || /not (count|charged)/i.test(why) ? why : `${why} ${NOT_COUNTED}`;
}

/** @returns how it stands, in one or two words */
export function standing(task) {
  switch (task.status) {
    case "pending":
      return "Waiting for its turn";
    case "success":
      return "Ready";
    case "fail":
      return "It did not work";
    default:
      return "Developing";
  }
}

/** @returns the picture in words */
export function altText(task) {
  const prompt = task.prompt ?? task.order?.prompt;
  return prompt ? `AI-generated: ${prompt}` : "AI-generated picture";
}
