import { expect, test } from "vitest";
import { networkFailure } from "../src/network.ts";
import { rejection, transport } from "./support/http.ts";

const coded = (code: string, more: object = {}): Error => Object.assign(new Error(code), { code, ...more });
const fetchFailed = (cause: unknown): TypeError => new TypeError("fetch failed", { cause });

test.each([
  ["Node, one address", fetchFailed(coded("ECONNREFUSED", { syscall: "connect" }))],
  [
    "Node, several addresses",
    fetchFailed(
      Object.assign(new AggregateError([coded("ECONNREFUSED"), coded("ENETUNREACH", { syscall: "connect" })])),
    ),
  ],
  ["Node, name unknown", fetchFailed(coded("ENOTFOUND", { syscall: "getaddrinfo" }))],
  ["Node, name server away", fetchFailed(coded("EAI_AGAIN"))],
  ["Node, connect timeout", fetchFailed(coded("UND_ERR_CONNECT_TIMEOUT"))],
  ["Bun", coded("ConnectionRefused")],
  ["Bun with a system code", Object.assign(new TypeError("ECONNREFUSED: Unable to connect"), { code: "ECONNREFUSED" })],
  [
    "Deno",
    new TypeError(
      "error sending request for url (http://x/): client error (Connect): tcp connect error: Connection refused (os error 111)",
    ),
  ],
])("F1 F3 F4 %s: no connection was made", (_, error) => {
  expect(networkFailure(error)).toBe("unsent");
});

test.each([
  ["a reset", fetchFailed(coded("ECONNRESET", { syscall: "read" }))],
  ["a broken pipe", fetchFailed(coded("EPIPE"))],
  ["a closed socket", fetchFailed(coded("UND_ERR_SOCKET"))],
  ["no answer head in time", fetchFailed(coded("UND_ERR_HEADERS_TIMEOUT"))],
  ["a timeout of an open connection", fetchFailed(coded("ETIMEDOUT", { syscall: "read" }))],
  ["an unreachable host on an open connection", fetchFailed(coded("EHOSTUNREACH", { syscall: "read" }))],
  ["some addresses refused, one reset", fetchFailed(new AggregateError([coded("ECONNREFUSED"), coded("ECONNRESET")]))],
  ["Bun, closed", coded("ConnectionClosed")],
  [
    "Deno, sent",
    new TypeError(
      "error sending request for url (http://x/): client error (SendRequest): connection closed before message completed",
    ),
  ],
  ["workerd", new Error("Network connection lost.")],
  ["a browser", new TypeError("Failed to fetch")],
  ["something thrown that is no error", "ECONNREFUSED"],
  ["nothing", undefined],
])("F2 F5 %s: nobody can tell", (_, error) => {
  expect(networkFailure(error)).toBe("broken");
});

test("causes that go round in a circle end", () => {
  const error = new Error("round");
  error.cause = error;
  expect(networkFailure(error)).toBe("broken");
});

test("F34 a certificate that is not accepted is final, for reads as well", async () => {
  expect(networkFailure(fetchFailed(coded("DEPTH_ZERO_SELF_SIGNED_CERT")))).toBe("certificate");
  expect(networkFailure(fetchFailed(coded("ERR_TLS_CERT_ALTNAME_INVALID")))).toBe("certificate");
  let calls = 0;
  const http = transport("https://api.test/", {
    fetch: async () => {
      calls += 1;
      throw fetchFailed(coded("CERT_HAS_EXPIRED"));
    },
  });
  expect(await rejection(http.request({ method: "GET", path: "a" }))).toMatchObject({
    code: "protocol",
    retryable: false,
  });
  expect(await rejection(http.request({ method: "POST", path: "a" }))).toMatchObject({
    code: "protocol",
    written: "no",
  });
  expect(calls).toBe(2);
});
