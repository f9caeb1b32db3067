/**
 * What may be asked for, as the server tells it.
 *
 * @typedef {import("./api.js").Model} Model
 */
import { getModels } from "./api.js";

/** Without a catalogue the server's own default model is used, unnamed. @type {Model} */
const UNNAMED = {
  id: "",
  title: "Standard",
  kind: "image",
  strengths: "The usual choice here",
  aspectRatios: ["1:1", "4:3", "3:4", "16:9", "9:16"],
  resolutions: [],
  prices: [],
  maxPrompt: 2000,
  references: { max: 0 },
  typicalSeconds: 40,
};

/** @type {{ default: string, models: Model[] }} */
let known = { default: "", models: [UNNAMED] };

/** @returns {Promise<void>} when the catalogue is there, or it is plain that there is none */
export async function loadCatalogue() {
  const answer = await getModels().catch(() => null);
  if (answer?.models?.length) known = answer;
}

/** @returns {Model[]} */
export const models = () => known.models;

/** @param {string | undefined} id @returns {Model} the default one when there is none of that name */
export const modelOf = (id) =>
  known.models.find((model) => model.id === id) ??
  known.models.find((model) => model.id === known.default) ??
  known.models[0];

/** @param {string} id @returns {string} */
export const titleOf = (id) => known.models.find((model) => model.id === id)?.title ?? id;

/** @param {Model} model @returns {string} */
export const strengthsOf = (model) => [model.strengths ?? []].flat().join(", ");
