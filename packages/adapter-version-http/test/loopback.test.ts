import { createVersionProbe } from "@footplate/adapter-version-http";
import { fakeTargets } from "@footplate/adapter-version-http/testing";
import { serve } from "@footplate/testkit/node";
import { expect, onTestFinished, test } from "vitest";
import { failing, target } from "./support/world.ts";

test("targets behind a socket are read, and nobody listening is an error", async () => {
  const fake = fakeTargets({ token: "fake-token" });
  const { url, close } = await serve((request) => fake.fetch(request));
  onTestFinished(close);
  fake.set(`${url}/eu/version`, { build: { version: "2026.48" }, services: { cart: "2.4.1" } });
  const options = { secret: "fake-token", origins: [url], absent: [404], allowInsecureLoopback: true } as const;
  const { versionProbe } = createVersionProbe(options);
  const ref = { version: "/build/version", services: "/services" };
  expect(await versionProbe.running(target(`${url}/eu/version`, ref))).toEqual({
    version: "2026.48",
    services: { cart: "2.4.1" },
  });
  expect(await versionProbe.running(target(`${url}/us/version`))).toBeUndefined();
  await close();
  expect(await failing(versionProbe.running(target(`${url}/eu/version`), { timeoutMs: 2000 }))).toMatchObject({
    code: expect.stringMatching(/^(unavailable|timeout)$/),
  });
});

test("without leave to, loopback is not asked in the clear", async () => {
  const { versionProbe } = createVersionProbe();
  expect(await failing(versionProbe.running(target("http://127.0.0.1:9/version")))).toMatchObject({
    code: "invalid_input",
    hint: expect.stringContaining("allowInsecureLoopback"),
  });
});
