/** Each picture has its own address, `#/i/<taskId>`: it is the whole state that a reload or another device needs. */

const PATTERN = /^#\/i\/([\w-]{1,128})$/;

/** @returns the task that the address names, or null */
export const addressed = () => PATTERN.exec(location.hash)?.[1] ?? null;

export const hashOf = (id) => `#/i/${encodeURIComponent(id)}`;

/** @returns a link for someone else */
export const linkTo = (id) => new URL(hashOf(id), location.href).href;

export function readdress(id) {
  if (id === addressed()) return;
  history.pushState(null, "", id ? hashOf(id) : location.pathname + location.search);
}

/** @param listener is told when the visitor went to another address */
export function onAddress(listener) {
  addEventListener("hashchange", () => listener(addressed()));
}
