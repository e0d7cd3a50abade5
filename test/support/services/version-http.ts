import { createVersionProbe } from "@footplate/adapter-version-http";
import { virtualClock } from "@footplate/testkit";
import { aimAt, BEGIN, CANARY, type Service } from "./service.ts";

/** A target that tells its version to who may know it. */
export async function versionHttp(): Promise<Service> {
  const clock = virtualClock(BEGIN);
  return {
    adapter: "version-http",
    clock,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      return request.headers.get("authorization") === `Bearer ${CANARY}`
        ? Response.json({ version: "2.4.0" })
        : Response.json({ error: "who are you" }, { status: 401 });
    },
    basePath: "/",
    made: () => 0,
    connect: ({ baseUrl, ...settings }) => {
      const { versionProbe } = createVersionProbe({ ...settings, secret: CANARY, origins: [new URL(baseUrl).origin] });
      const target = { id: "prod/eu", refs: { "version-http": { url: `${baseUrl}version` } } };
      return [
        {
          name: "versionProbe.running",
          kind: "read",
          aim: aimAt("GET", /\/version$/),
          run: () => versionProbe.running(target),
        },
      ];
    },
  };
}
