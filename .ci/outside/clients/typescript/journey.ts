// The whole journey by openapi-fetch over the types that openapi-typescript makes: journey.ts SITE LIMITED-SITE
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { crc32, deflateSync } from "node:zlib";
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./darkroom.js";

type Problem = components["schemas"]["Problem"];
type Task = components["schemas"]["Task"];
type NewTask = components["schemas"]["NewTask"];

// What a browser does by itself.
function keepCookie(): Middleware {
  let cookie: string | undefined;
  return {
    onRequest({ request }) {
      if (cookie) request.headers.set("Cookie", cookie);
    },
    onResponse({ response }) {
      cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    },
  };
}

function clientOf(site: string) {
  const client = createClient<paths>({ baseUrl: site });
  client.use(keepCookie());
  return client;
}

type Client = ReturnType<typeof clientOf>;

// A PNG of one grey pixel (W3C's PNG specification, section 5).
function picture(): Buffer<ArrayBuffer> {
  const chunk = (name: string, data: Uint8Array) => {
    const named = Buffer.concat([Buffer.from(name), data]);
    const numbers = Buffer.alloc(8);
    numbers.writeUInt32BE(data.length);
    numbers.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([numbers.subarray(0, 4), named, numbers.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from([0, 0x80]))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function create(client: Client, body: NewTask, key: string = randomUUID()) {
  return client.POST("/api/images", { params: { header: { "Idempotency-Key": key } }, body });
}

async function accepted(client: Client, body: NewTask, key: string, status: number) {
  const { data, response, error } = await create(client, body, key);
  assert.equal(response.status, status, JSON.stringify(error));
  assert(data);
  assert.equal(response.headers.get("Location"), `/api/images/${data.taskId}`);
  assert.equal(Number(response.headers.get("Retry-After")), data.retryAfter);
  return data;
}

// The gateway's own answers have no code.
function refused(error: Problem | { message: string } | undefined, status: number, code: string): Problem {
  assert(error && "code" in error);
  assert.deepEqual([error.status, error.code], [status, code]);
  assert(error.requestId);
  return error;
}

async function waitFor(client: Client, taskId: string): Promise<Task> {
  for (;;) {
    const { data } = await client.GET("/api/images/{taskId}", { params: { path: { taskId } } });
    assert(data);
    if (data.status === "success" || data.status === "fail") return data;
    assert(data.retryAfter);
    await setTimeout(data.retryAfter * 1000);
  }
}

async function upload(client: Client): Promise<string> {
  const body = picture();
  const { data } = await client.POST("/api/uploads", { body: { contentType: "image/png", bytes: body.length } });
  assert(data);
  const put = await fetch(data.url, { method: data.method, headers: data.headers, body });
  assert(put.ok, await put.text());
  return data.uploadId;
}

async function make(client: Client): Promise<Task[]> {
  const { data: catalogue } = await client.GET("/api/models");
  const model = catalogue?.models.find((each) => each.id === catalogue.default);
  const price = model?.prices[0];
  assert(model && price?.usd);
  const key = randomUUID();
  const asked: NewTask = { prompt: "A brass kettle", model: model.id, resolution: price.resolution };
  const first = await accepted(client, asked, key, 202);
  assert.equal((await accepted(client, asked, key, 200)).taskId, first.taskId);
  const { error } = await create(client, { prompt: "A copper kettle" }, key);
  refused(error, 422, "idempotency_key_reused");
  const body = { prompt: "The same in oil", references: [await upload(client)] };
  const again = await accepted(client, body, randomUUID(), 202);
  return [await waitFor(client, first.taskId), await waitFor(client, again.taskId)];
}

async function fetchFile(client: Client, task: Task) {
  assert(task.status === "success" && task.url && task.error === null && task.outputs[0]);
  const whole = await fetch(task.url);
  assert.equal((await whole.arrayBuffer()).byteLength, task.outputs[0].bytes);
  const path = { file: task.url.slice(task.url.lastIndexOf("/") + 1) };
  const part = await client.GET("/generations/{file}", {
    params: { path, header: { Range: "bytes=0-9" } },
    parseAs: "arrayBuffer",
  });
  assert.equal(part.response.status, 206);
  assert.equal(part.data?.byteLength, 10);
}

async function listed(client: Client): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await client.GET("/api/images", { params: { query: { limit: 1, cursor } } });
    assert(data);
    ids.push(...data.tasks.map((task) => task.taskId));
    cursor = data.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

async function beRefused(client: Client, site: string) {
  const unknown = await client.GET("/api/images/{taskId}", { params: { path: { taskId: "a".repeat(32) } } });
  refused(unknown.error, 404, "not_found");
  refused((await create(client, { prompt: "x".repeat(600_000) })).error, 413, "too_large");
  const empty = refused((await create(client, { prompt: "" })).error, 422, "invalid_request");
  assert.equal(empty.errors?.[0]?.field, "prompt");
  // What the types do not let anybody say.
  const json = { "Content-Type": "application/json" };
  const images = `${site}/api/images`;
  for (const [answer, status, code] of [
    [await fetch(images, { method: "POST", body: "{", headers: json }), 400, "malformed_json"],
    [await fetch(`${site}/api/models`, { method: "PUT" }), 405, "method_not_allowed"],
    [await fetch(images, { method: "POST", body: "{}" }), 415, "unsupported_media_type"],
  ] as const) {
    const problem: Problem = await answer.json();
    refused(problem, status, code);
  }
}

async function useUp(client: Client) {
  await accepted(client, { prompt: "The only one" }, randomUUID(), 202);
  const more = await create(client, { prompt: "One too many" });
  refused(more.error, 429, "daily_limit_reached");
  assert(Number(more.response.headers.get("Retry-After")) > 0);
  const { data: quota } = await client.GET("/api/quota");
  assert.deepEqual([quota?.limit, quota?.used, quota?.remaining], [1, 1, 0]);
}

const [site, limited] = process.argv.slice(2);
assert(site && limited);
const client = clientOf(site);
const { data: quota } = await client.GET("/api/quota");
assert.equal(quota?.limit, null);
const made = await make(client);
for (const task of made) await fetchFile(client, task);
assert.deepEqual(
  await listed(client),
  made.map((task) => task.taskId).reverse(),
);
await beRefused(client, site);
const path = { taskId: made[0]?.taskId ?? "" };
const gone = await client.DELETE("/api/images/{taskId}", { params: { path } });
assert.equal(gone.response.status, 204);
refused((await client.GET("/api/images/{taskId}", { params: { path } })).error, 404, "not_found");
await useUp(clientOf(limited));
