/**
 * Every text that the page shows: to change or to translate them, change this file, and the few words of index.html that
 * are seen before it has loaded. A refusal of the API is told by its `code`; what a field must be, and a code that is not
 * here, is told as the API says it, in English. Names and strengths of models are those of the catalogue.
 */

const NOT_COUNTED = "It did not count toward your daily limit.";
const COUNTS_ONCE = "Press the button again in a moment: it counts only once.";
const SELF = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
const FOR_THE_OWNER = `The image service is not available right now. ${
  SELF ? "The terminal of ./run says what to do." : "Only the site's owner can fix this."
}`;

/** @param one the word for one of them @returns such as `1 image` or `2 images` */
const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

export const TEXTS = {
  form: {
    name: "Make a picture",
    prompt: "Describe your picture",
    placeholder: "For example: subject, light, style",
    shape: "Shape",
    shapes: { auto: "Auto", adaptive: "Fit" },
    resolution: "Resolution",
    length: "Length",
    standard: "Standard",
    make: { image: "Make the image", video: "Make the video" },
    noPrompt: "Please describe the picture first.",
    tooLong: (characters) => `That is ${plural(characters, "character")} too long.`,
    uploading: "A picture is still being uploaded. One moment.",
    seconds: (count) => plural(count, "second"),
    leftToday: (remaining, limit) => `${remaining} of ${limit} left today`,
  },
  model: {
    label: "Model",
    choose: "Choose a model",
    close: "Close",
    video: "Video",
    usual: "The usual choice here",
    about: (seconds) => `about ${seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`,
    from: (price) => `from ${price}`,
    aSecond: (price) => `${price} a second`,
  },
  references: {
    add: "Add a picture",
    hint: "Add a reference picture",
    none: "Text only",
    reference: "Reference picture",
    remove: (name) => `Remove ${name}`,
    notTaken: { title: "This model cannot use pictures.", text: "Choose another model." },
    wrongType: { title: "That file cannot be used.", text: "PNG, JPEG and WebP pictures can." },
    tooMany: (most) => ({ title: `This model uses at most ${plural(most, "picture")}.`, text: "Remove one first." }),
    notUploaded: "The picture was not uploaded.",
  },
  viewer: {
    name: "The picture",
    progress: "Progress",
    actions: "What to do with it",
    nothing: "Your picture appears here.",
    begin: "Describe a picture, or start from one of these.",
    samples: [
      "A lighthouse in fog, seen from a small boat",
      "A kitchen table at dawn, one orange, long shadows",
      "A paper city folded from old maps",
    ],
    sending: "Sending",
    searching: "Looking for it",
    loading: "Loading the picture",
    generated: "AI-generated",
    parent: "Made from an earlier picture",
    failed: "The picture was not made.",
    notLoaded: "Ready, but not loaded",
    notLoadedNote: "The picture did not load.",
    checkConnection: "Check your connection and load it again.",
    noFile: "Its file is not stored here any more.",
    loadAgain: "Load it again",
    gone: "There is no such picture.",
    goneNote: "It was deleted, or the link is not complete.",
    of: (time) => `of about ${time}`,
    late: "· longer than usual",
  },
  gallery: {
    title: "Your pictures",
    none: "Your pictures will appear here.",
    more: "Show more",
  },
  actions: {
    link: "Copy link",
    settings: "Use settings",
    remove: "Delete",
    cancel: "Cancel",
    retry: "Try again",
    download: "Download",
    copy: "Copy image",
    share: "Share",
    edit: "Edit this",
    linkCopied: "Link copied.",
    imageCopied: "Image copied.",
    notCopied: { title: "The image was not copied.", text: "Download it instead." },
  },
  deletion: {
    soon: "It will be deleted.",
    stillCounts: "It still counts today, even if it was not started.",
    undo: "Undo",
    done: "Deleted.",
    failed: { title: "It was not deleted completely.", text: "Please delete it again in a moment." },
  },
  news: {
    pending: "Accepted. It is waiting for its turn.",
    running: "It is being made.",
    ready: (picture) => `Ready. ${picture}`,
    failed: "It did not work.",
    lost: { title: "No news from the site.", text: "This page keeps trying." },
    found: "The site answers again.",
    toasts: "Notes",
    dismiss: "Dismiss",
  },
};

/** Why a request was refused, by the API's code; `unreachable` and `busy` are the page's own. */
const PROBLEMS = {
  daily_limit_reached: (problem, limit) =>
    limit === 0
      ? { title: "This site makes no new pictures at present." }
      : { title: "Today's limit is reached.", text: `You can make more ${when(problem)}. ${NOT_COUNTED}` },
  daily_budget_reached: (problem) => ({
    title: "This costs more than the site may still spend.",
    text: `A cheaper model may work. The budget starts again ${when(problem)}. ${NOT_COUNTED}`,
  }),
  paused: () => ({ title: "New pictures are paused.", text: `Please come back later. ${NOT_COUNTED}` }),
  not_found: () => ({
    title: "A reference picture was not found.",
    text: `It was not uploaded, was deleted, or is not yours. ${NOT_COUNTED}`,
  }),
  idempotency_key_reused: () => ({
    title: "This request was already sent.",
    text: `Please press the button once more. ${NOT_COUNTED}`,
  }),
  internal_error: (problem) => ({
    title: "Something went wrong on the site.",
    text: [COUNTS_ONCE, problem.requestId && `If it stays, tell the site's owner this: ${problem.requestId}`]
      .filter(Boolean)
      .join(" "),
  }),
  temporarily_unavailable: () => ({ title: "The site is not available for a moment.", text: COUNTS_ONCE }),
  unreachable: () => ({ title: "The site did not answer.", text: `Check your connection. ${COUNTS_ONCE}` }),
  busy: () => ({ title: "The site is busy.", text: COUNTS_ONCE }),
};

/** Why a task failed, by the code of its error. */
const FAILURES = {
  provider_auth: FOR_THE_OWNER,
  provider_balance: FOR_THE_OWNER,
  provider_permission: FOR_THE_OWNER,
  provider_not_found: FOR_THE_OWNER,
  provider_format: FOR_THE_OWNER,
  provider_key_mismatch: "The image service has another request with this id. Try again; if it stays, tell the site's owner.",
  provider_unexpected: FOR_THE_OWNER,
  provider_unreachable: "The image service could not be reached. Please try again later.",
  provider_busy: "The image service was busy for too long. Please try again later.",
  provider_timeout: "The image service took too long and gave up. Please try again.",
  provider_storage: "The image service could not store its result. Please try again.",
  provider_cancelled: "The image service cancelled this. Please try again.",
  request_refused: "The image service refused this request. Change the prompt or the reference pictures and try again.",
  request_too_large: "This is too large for the image service. Use a shorter prompt or smaller reference pictures.",
  model_unavailable: "This model is not available right now. Try again in a few minutes, or choose another model.",
  generation_failed: "The image service could not make this. Change the prompt and try again.",
  no_output: "The image service finished without a usable result. Please try again.",
  output_unusable: "The image service finished, but its file could not be fetched. Please try again.",
  output_too_large: "The file is too large for this site. Choose a smaller resolution.",
  queue_timed_out: "The site was too busy to start this. Please try again later.",
  timed_out: "This took too long, so the site stopped waiting. Please try again.",
  internal_error: "Something went wrong on the site. Please try again.",
  deleted: "This was deleted.",
};

const STATUSES = { pending: "Waiting for its turn", running: "In progress", success: "Ready", fail: "It did not work" };

/**
 * @param problem why a request to make an image was refused
 * @param limit how many a day the visitor may make, where that is known
 */
export function problemText(problem, limit) {
  const told = PROBLEMS[problem.code] ?? (problem.passing ? PROBLEMS.busy : null);
  if (told) return { text: "", ...told(problem, limit) };
  const reasons = problem.errors.map((error) => error.message).join(" ");
  const why = reasons || problem.message || `The server answered ${problem.status}.`;
  return { title: "This cannot be made.", text: `${why} ${NOT_COUNTED}` };
}

/** @param problem why a picture could not be uploaded */
export function uploadText(problem, limit) {
  if (problem.code === "daily_limit_reached" && limit !== 0)
    return `Today's limit for uploads is reached. You can upload more ${when(problem)}.`;
  return (!problem.passing && problem.message) || "Please try again in a moment.";
}

/** @returns why it failed, and whether it counted */
export function failureText(task) {
  const known = FAILURES[task.error?.code];
  if (!known) return task.error?.message ?? FAILURES.internal_error;
  return task.error.charged === false ? `${known} ${NOT_COUNTED}` : known;
}

/** @returns how it stands, in a few words */
export const statusText = (task) => STATUSES[task.status] ?? STATUSES.running;

/** @returns the picture in words */
export function altText(task) {
  const prompt = task.prompt ?? task.request?.prompt;
  return prompt ? `AI-generated: ${prompt}` : "AI-generated picture";
}

/** When it makes sense to ask again: a local time, with the day when it is not today. */
function when(problem) {
  if (problem.retryAfter === null) return "later";
  // Up to the next full minute: "23:59" would be too early.
  const then = new Date(Math.ceil((Date.now() + problem.retryAfter * 1000) / 60_000 - 0.1) * 60_000);
  const time = `at ${then.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })}`;
  const day = new Date();
  if (then.toDateString() === day.toDateString()) return time;
  day.setDate(day.getDate() + 1);
  if (then.toDateString() === day.toDateString()) return `${time} tomorrow`;
  // A month's budget starts again on the first.
  return `${time} on ${then.toLocaleDateString([], { day: "numeric", month: "long" })}`;
}
