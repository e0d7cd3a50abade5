import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { services } from "../support/services/all.ts";
import { attemptAll, type Differences, expectedOf } from "./attempt.ts";
import { refuse } from "./trouble.ts";

/** GitHub redirects what it has not done, where a repository was renamed. A branch was made before the proposal. */
const MOVED: Differences = { github: { written: "no" }, "github/lineFiles.propose": { written: "maybe" } };

/** Another host, which keeps what it is told. */
async function another(): Promise<{ readonly url: string; readonly got: readonly IncomingHttpHeaders[] }> {
  const got: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    got.push(request.headers);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://localhost:${(server.address() as AddressInfo).port}/`, got };
}

describe.each(Object.keys(services))("F33 %s is sent elsewhere", (adapter) => {
  test.each([301, 302, 303, 307, 308])("by %s: nobody there hears of it", async (status) => {
    const { url, got } = await another();
    const outcomes = await attemptAll(adapter, () => refuse(status, { location: url }));
    const expected = {
      read: { code: "protocol", hits: 1 },
      write: { code: "protocol", written: "maybe", hits: 1 },
    } as const;
    expect(outcomes).toEqual(await expectedOf(adapter, expected, MOVED));
    expect(got).toEqual([]);
  });
});
