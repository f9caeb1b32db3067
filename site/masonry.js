/**
 * Lays tiles of known shapes in columns. Their places are transforms: a new tile lets the others glide aside, and no
 * layout shifts, ever.
 */

const NARROWEST = 168;
const TALLEST = 2;

/** @returns height over width, within what a list can show */
export const heightRatio = (width, height) => Math.min(TALLEST, Math.max(0.4, height / width));

/**
 * @param list its children are placed in their order
 * @param end is placed under them all
 */
export function masonry(list, heightRatioOf, end) {
  let due = false;
  let width = 0;
  let gap = 0;
  let foot = 0;

  // Asked for here alone: in between it would have the browser lay out everything twice.
  function measure(now) {
    if (now === width) return;
    width = now;
    const style = getComputedStyle(list);
    gap = Number.parseFloat(style.getPropertyValue("--gap"));
    foot = Number.parseFloat(style.getPropertyValue("--foot"));
    place();
  }

  function place() {
    due = false;
    if (width === 0) return;
    const columns = Math.max(2, Math.floor((width + gap) / (NARROWEST + gap)));
    const column = Math.floor((width - gap * (columns - 1)) / columns);
    const heights = Array(columns).fill(0);
    list.style.setProperty("--column", `${column}px`);
    for (const child of list.children) {
      const lowest = heights.indexOf(Math.min(...heights));
      const height = Math.round(column * heightRatioOf(child));
      move(child, lowest * (column + gap), heights[lowest], height);
      heights[lowest] += height + foot + gap;
    }
    const bottom = Math.max(...heights);
    list.style.setProperty("height", `${bottom + (end.hidden ? 0 : 64)}px`);
    end.style.setProperty("--y", `${bottom}px`);
  }

  new ResizeObserver(([{ contentRect }]) => measure(contentRect.width)).observe(list);
  // A whole page of new tiles is placed once, and still before it is painted.
  return () => {
    if (!due) queueMicrotask(place);
    due = true;
  };
}

/** Before it has a place it is not seen at all: so it never glides there, nor moves what is in it. */
function move(child, x, y, height) {
  const place = `${x} ${y} ${height}`;
  if (child.dataset.place === place) return;
  child.dataset.place = place;
  child.style.setProperty("--x", `${x}px`);
  child.style.setProperty("--y", `${y}px`);
  child.style.setProperty("--tall", `${height}px`);
}
