/** What may be asked for and what it costs, as the server tells it. */
import { getModels } from "./api.js";
import { TEXTS } from "./texts.js";

/** Without a catalogue the server's own default model is used, unnamed. */
const UNNAMED = {
  id: "",
  title: TEXTS.form.standard,
  kind: "image",
  strengths: TEXTS.model.usual,
  aspectRatios: ["1:1", "4:3", "3:4", "16:9", "9:16"],
  resolutions: [],
  prices: [],
  maxPrompt: 2000,
  references: { max: 0 },
  typicalSeconds: 40,
};

let known = { default: "", models: [UNNAMED] };

/** @returns when the catalogue is there, or it is plain that there is none */
export async function loadCatalogue() {
  const answer = await getModels().catch(() => null);
  if (answer?.models?.length) known = answer;
}

export const models = () => known.models;

/** @returns the default one when there is none of that name */
export const modelOf = (id) =>
  known.models.find((model) => model.id === id) ??
  known.models.find((model) => model.id === known.default) ??
  known.models[0];

export const titleOf = (id) => known.models.find((model) => model.id === id)?.title ?? id;

export const strengthsOf = (model) => [model.strengths ?? []].flat().join(", ");

/**
 * What one request costs by the catalogue.
 *
 * @param seconds the length of a video
 * @returns US dollars; null where the catalogue has no price
 */
export function priceOf(model, resolution, seconds) {
  const rows = model.prices ?? [];
  const row = rows.find((price) => (price.resolution ?? null) === resolution) ?? (rows.length === 1 ? rows[0] : null);
  if (!row) return null;
  if (row.usd !== undefined) return Number(row.usd);
  return row.usdPerSecond === undefined || !seconds ? null : Number(row.usdPerSecond) * seconds;
}

/** The lowest price of a model, as its card says it. */
export function lowestPrice(model) {
  const flat = (model.prices ?? []).map((row) => Number(row.usd ?? row.usdPerSecond)).filter((usd) => usd >= 0);
  if (flat.length === 0) return "";
  const lowest = dollars(Math.min(...flat));
  const price = model.prices.some((row) => row.usdPerSecond !== undefined) ? TEXTS.model.aSecond(lowest) : lowest;
  return new Set(flat).size > 1 ? TEXTS.model.from(price) : price;
}

/** @returns such as `$0.085` or `$1.20`: at least two decimals, at most four */
export function dollars(usd) {
  const [whole, part = ""] = String(Number(Number(usd).toFixed(4))).split(".");
  return `$${grouped(whole)}.${part.padEnd(2, "0")}`;
}

/** @returns such as `2,000`; the browser's own way would first load a language's rules, the slowest part of a start */
export const grouped = (whole) => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
