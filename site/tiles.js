/**
 * Lays tiles of known shapes in columns. Their places are transforms: a new tile lets the others glide aside, and no
 * layout shifts, ever.
 */

const NARROWEST = 168;
const TALLEST = 2;

/** @returns height over width, within what a list can show */
export const slope = (width, height) => Math.min(TALLEST, Math.max(0.4, height / width));

/**
 * @param list its children are placed in their order
 * @param end is placed under them all
 */
export function tiles(list, slopeOf, end) {
  let due = false;

  function place() {
    due = false;
    const width = list.clientWidth;
    if (width === 0) return;
    const gap = Number.parseFloat(getComputedStyle(list).getPropertyValue("--gap"));
    const foot = Number.parseFloat(getComputedStyle(list).getPropertyValue("--foot"));
    const columns = Math.max(2, Math.floor((width + gap) / (NARROWEST + gap)));
    const column = Math.floor((width - gap * (columns - 1)) / columns);
    const heights = Array(columns).fill(0);
    list.style.setProperty("--column", `${column}px`);
    for (const child of list.children) {
      const lowest = heights.indexOf(Math.min(...heights));
      const height = Math.round(column * slopeOf(child));
      child.style.setProperty("--x", `${lowest * (column + gap)}px`);
      child.style.setProperty("--y", `${heights[lowest]}px`);
      child.style.setProperty("--tall", `${height}px`);
      heights[lowest] += height + foot + gap;
    }
    const bottom = Math.max(...heights);
    list.style.setProperty("height", `${bottom + (end.hidden ? 0 : 64)}px`);
    end.style.setProperty("--y", `${bottom}px`);
  }

  new ResizeObserver(place).observe(list);
  // A whole page of new tiles is placed once, and still before it is painted.
  return () => {
    if (!due) queueMicrotask(place);
    due = true;
  };
}
