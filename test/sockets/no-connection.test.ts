import { FootplateError } from "@footplate/core";
import type { HttpEvent } from "@footplate/http";
import { describe, expect, onTestFinished, test } from "vitest";
import { roughServer } from "../support/rough-server.ts";
import { services } from "../support/services/all.ts";
import type { Service } from "../support/services/service.ts";

/** An address on which nobody listens any more. */
async function deserted(): Promise<string> {
  const server = await roughServer(() => Promise.reject(new Error("nobody asks")));
  await server.close();
  return server.url;
}

/** What each operation rejects with, and how often it tried. */
async function rejections(service: Service, url: string) {
  const settings = { allowInsecureLoopback: true, clock: service.clock, random: () => 0 };
  const names = service.connect({ ...settings, baseUrl: url + service.basePath }).map(({ name, kind }) => [name, kind]);
  return Promise.all(
    names.map(async ([name, kind]) => {
      const events: HttpEvent[] = [];
      const onEvent = (event: HttpEvent): void => void events.push(event);
      const operations = service.connect({ ...settings, onEvent, baseUrl: url + service.basePath });
      const error = await operations
        .find((one) => one.name === name)
        ?.run()
        .catch((reason: unknown) => reason);
      if (!(error instanceof FootplateError)) throw new Error(`${name} did not fail as it should: ${String(error)}`);
      return { name, kind, error, tries: events.length };
    }),
  );
}

describe.each(Object.entries(services))("%s", (_adapter, make) => {
  test("F1 F3 F4 nobody listens: tried again, whatever it is, and nothing was written", async () => {
    const service = await make();
    const before = service.made();
    for (const { name, kind, error, tries } of await rejections(service, await deserted())) {
      expect({ name, code: error.code, retryable: error.retryable, tries }).toEqual({
        name,
        code: "unavailable",
        retryable: true,
        tries: 3,
      });
      expect(error.written, name).toBe(kind === "write" ? "no" : undefined);
    }
    expect(service.made()).toBe(before);
  });

  test("F34 a server that cannot speak TLS is not spoken to without it", async () => {
    const service = await make();
    const heard: Request[] = [];
    const server = await roughServer((input) => {
      heard.push(new Request(input));
      return Promise.resolve(Response.json({}));
    });
    onTestFinished(server.close);
    for (const { name, kind, error } of await rejections(service, server.url.replace("http:", "https:"))) {
      expect(["unavailable", "outcome_unknown", "protocol"], name).toContain(error.code);
      if (kind === "write") expect(["no", "maybe"], name).toContain(error.written);
    }
    expect(heard).toEqual([]);
  });
});

test("F1 a connection that was kept, and then dropped by the server, costs a read nothing", async () => {
  const service = await services["statuspage"]?.();
  if (service === undefined) throw new Error("there is no statuspage");
  const server = await roughServer(service.fetch);
  onTestFinished(server.close);
  const operations = service.connect({
    baseUrl: server.url + service.basePath,
    allowInsecureLoopback: true,
    clock: service.clock,
  });
  const read = operations.find(({ name }) => name === "components.get");
  await read?.run();
  server.trouble(
    () => true,
    async ({ count, socket, process, send }) => {
      if (count === 1) socket.resetAndDestroy();
      else await send(await process());
    },
  );
  expect(await read?.run()).toMatchObject({ id: "api" });
  expect(server.hits()).toBe(2);
});
