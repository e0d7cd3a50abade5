import { createHash } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { serve, type Served } from "@footplate/testkit/node";

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});
async function served(handler: (request: Request) => Promise<Response>): Promise<Served> {
  const one = await serve(handler);
  open.push(one);
  return one;
}

const everyByte = Uint8Array.from({ length: 256 * 300 }, (_, n) => n % 256);

test("a request arrives and an answer leaves byte for byte", async () => {
  const { url, port } = await served(async (request) => {
    const body = new Uint8Array(await request.arrayBuffer());
    const seen = [request.method, new URL(request.url).pathname + new URL(request.url).search];
    seen.push(request.headers.get("x-two") ?? "", createHash("sha256").update(body).digest("hex"));
    return new Response(body, { status: 207, headers: { "x-seen": seen.join(" ") } });
  });
  expect(url).toBe(`http://127.0.0.1:${port}`);
  const response = await fetch(`${url}/a/%2e?b=%20c`, {
    method: "PATCH",
    body: everyByte,
    headers: { "x-two": "1, 2" },
  });
  const digest = createHash("sha256").update(everyByte).digest("hex");
  expect(response.status).toBe(207);
  expect(response.headers.get("x-seen")).toBe(`PATCH /a/?b=%20c 1, 2 ${digest}`);
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(everyByte);
});

test("empty answers, cookies and repeated headers pass", async () => {
  const { url } = await served(async (request) => {
    const headers = new Headers({ "x-method": request.method });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    return new Response(null, { status: 204, headers });
  });
  for (const method of ["GET", "HEAD", "DELETE"]) {
    const response = await fetch(url, { method });
    expect([response.status, response.headers.get("x-method"), await response.text()]).toEqual([204, method, ""]);
    expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  }
});

test("F62 a handler that throws answers 500 and tells nothing", async () => {
  const { url } = await served(async () => {
    throw new Error("canary");
  });
  const response = await fetch(url);
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("canary");
});

test("closing ends calls that hang, and the handler hears that the client is gone", async () => {
  let heard: () => void = () => undefined;
  const aborted = new Promise<void>((resolve) => (heard = resolve));
  let arrived: () => void = () => undefined;
  const waiting = new Promise<void>((resolve) => (arrived = resolve));
  const { url, close } = await serve((request) => {
    request.signal.addEventListener("abort", () => heard());
    arrived();
    return new Promise<Response>(() => undefined);
  });
  const call = fetch(url).catch((error: unknown) => error);
  await waiting;
  await close();
  expect(await call).toBeInstanceOf(Error);
  await aborted;
});
