// Evaluates each line's expression as Step Functions would, and answers a line: {"value": ...}, {} for nothing, or {"code": ...}.
const readline = require("node:readline");
const { createRequire } = require("node:module");
const jsonata = createRequire(process.cwd() + "/")("jsonata");

async function evaluate({ expression, states }) {
  try {
    const value = await jsonata(expression).evaluate(undefined, { states });
    return value === undefined ? {} : { value };
  } catch (error) {
    // An error of JavaScript's own has no code, and must not look like nothing.
    return { code: error.code ?? String(error) };
  }
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await evaluate(JSON.parse(line))));
  }
})();
