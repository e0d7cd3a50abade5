import { afterEach, expect, test } from "vitest";
import { anything, rejection, transport } from "./support/http.ts";
import { type Fake, json, serve } from "./support/server.ts";

const open: Fake[] = [];
const busyTwice = async (status: number): Promise<Fake> => {
  const fake = await serve((response, hit) => json(response, hit <= 2 ? status : 201, { state: "busy" }));
  open.push(fake);
  return fake;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((fake) => fake.close()));
});

const post = { method: "POST", path: "things", json: { a: 1 }, schema: anything } as const;

test.each([409, 423])("F25 a %i that refused before anything was done is sent again, writes too", async (status) => {
  const fake = await busyTwice(status);
  const http = transport(fake.url, { classify: () => ({ code: "conflict", unprocessed: true }) });
  expect(await http.request(post)).toMatchObject({ status: 201 });
  expect(fake.hits).toHaveLength(3);
  expect(new Set(fake.seen.map(({ body }) => body))).toEqual(new Set(['{"a":1}']));
});

test.each([409, 423])("F25 a %i of which nobody knows that is a conflict at once", async (status) => {
  const fake = await busyTwice(status);
  const conflict = { code: "conflict", written: "no", retryable: false, status };
  expect(await rejection(transport(fake.url).request(post))).toMatchObject(conflict);
  expect(fake.hits).toHaveLength(1);
});
