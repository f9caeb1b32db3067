/** Each print has its own address, `#/i/<taskId>`: it is the whole state that a reload or another device needs. */

const PATTERN = /^#\/i\/([\w-]{1,128})$/;

/** @returns {string | null} the task that the address names */
export const addressed = () => PATTERN.exec(location.hash)?.[1] ?? null;

/** @param {string} id */
export const hashOf = (id) => `#/i/${encodeURIComponent(id)}`;

/** @param {string} id @returns {string} a link for someone else */
export const linkTo = (id) => new URL(hashOf(id), location.href).href;

/** @param {string | null} id */
export function readdress(id) {
  if (id === addressed()) return;
  history.pushState(null, "", id ? hashOf(id) : location.pathname + location.search);
}

/** @param {(id: string | null) => void} hear is told when the visitor went to another address */
export function onAddress(hear) {
  addEventListener("hashchange", () => hear(addressed()));
}
