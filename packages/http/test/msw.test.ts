import { http as mock, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anything, transport } from "./support/http.ts";

// The transport is made before fetch is patched, as an application's would be.
const http = transport("https://api.test/v1");
const server = setupServer(
  mock.get("https://api.test/v1/things/:id", ({ params, request }) =>
    HttpResponse.json({ id: params["id"], accept: request.headers.get("accept") }),
  ),
);
beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
afterAll(() => server.close());

test("a fetch that is patched later is the one that is used", async () => {
  const { data } = await http.request({ method: "GET", path: "things/{id}", params: { id: "7" }, schema: anything });
  expect(data).toEqual({ id: "7", accept: "application/json" });
});
