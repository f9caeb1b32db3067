/** What is left today. */
import { getQuota } from "./api.js";
import { TEXTS } from "./texts.js";

/** Says `change` when {@link leftToday} has news. */
export const allowance = new EventTarget();

/** Null while it is unknown, or where the server does not tell */
let latest = null;

/** Asks again; an answer that does not come leaves the last one statusText. */
export async function refreshQuota() {
  latest = await getQuota().catch(() => latest);
  allowance.dispatchEvent(new Event("change"));
}

/** @returns such as `7 of 10 left today`, or nothing, also where there is no limit */
export const leftToday = () =>
  typeof latest?.limit === "number" ? TEXTS.form.leftToday(latest.remaining, latest.limit) : "";

/** @returns how many may be made a day; undefined or null while it is unknown, or where there is no limit */
export const limitToday = () => latest?.limit;
