/** @typedef {import("./api.js").Model} Model */

/**
 * What one request costs by the catalogue.
 *
 * @param {Model} model
 * @param {string | null} resolution
 * @param {number | null} seconds the length of a video
 * @returns {number | null} US dollars; null where the catalogue has no price
 */
export function priceOf(model, resolution, seconds) {
  const rows = model.prices ?? [];
  const row = rows.find((price) => (price.resolution ?? null) === resolution) ?? (rows.length === 1 ? rows[0] : null);
  if (!row) return null;
  if (row.usd !== undefined) return Number(row.usd);
  return row.usdPerSecond === undefined || !seconds ? null : Number(row.usdPerSecond) * seconds;
}

/**
 * The lowest price of a model, as its card says it.
 *
 * @param {Model} model
 */
export function lowestPrice(model) {
  const flat = (model.prices ?? []).map((row) => Number(row.usd ?? row.usdPerSecond)).filter((usd) => usd >= 0);
  if (flat.length === 0) return "";
  const lowest = dollars(Math.min(...flat));
  const unit = model.prices.some((row) => row.usdPerSecond !== undefined) ? " a second" : "";
  return (new Set(flat).size > 1 ? "from " : "") + lowest + unit;
}

/**
 * @param {number | string} usd
 * @returns {string} such as `$0.085` or `$1.20`: at least two decimals, at most four
 */
export function dollars(usd) {
  return "$" + Number(usd).toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 4 });
}
