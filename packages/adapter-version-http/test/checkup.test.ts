import { createVersionProbe } from "@footplate/adapter-version-http";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { ahead, checksOf, lineWith, unreachable } from "../../../test/support/checkup.ts";

const URL_OF = "https://client-a.example.com/version";
const line = lineWith({ target: { "version-http": { url: URL_OF } } });
const clock = virtualClock("2026-11-22T12:00:00Z");
const runs =
  (version: string | null): typeof fetch =>
  async () =>
    Response.json({ version });

function checkup(fetch: typeof globalThis.fetch, more: Parameters<typeof createVersionProbe>[0] = {}) {
  return createVersionProbe({ fetch, clock, random: () => 0, ...more }).versionProbe.checkup;
}

describe("checkup of targets", () => {
  test("reads what each target runs, and says who gets the secret, not what it is", async () => {
    expect(await checksOf(checkup(runs("X46-26")), line)).toEqual([
      "credential: fine, none is sent",
      "version of target prod/client-a: fine, https://client-a.example.com says X46-26",
    ]);
    const secret = { secret: "top-secret", origins: ["https://client-a.example.com"] };
    const all = await checksOf(checkup(runs(null), secret), line);
    expect(all).toEqual([
      "credential: fine, the secret is sent to https://client-a.example.com alone",
      "version of target prod/client-a: fine, https://client-a.example.com says that nothing runs yet",
    ]);
    expect(all.join()).not.toContain("top-secret");
  });

  test("says what a target refuses, that its refs are malformed, and that nobody answers", async () => {
    const refusing = async () => new Response("no", { status: 401 });
    expect((await checksOf(checkup(refusing), line))[1]).toMatch(/^version of target prod\/client-a: wrong, .*401/);
    expect((await checksOf(checkup(unreachable), line))[1]).toMatch(/wrong, .*connection/);
    expect((await checksOf(checkup(runs("1")), lineWith()))[1]).toMatch(/wrong, .*name no address/);
    const malformed = lineWith({ target: { "version-http": { address: URL_OF } } });
    expect((await checksOf(checkup(runs("1")), malformed))[1]).toMatch(/wrong, .*address is not known/);
  });

  test("F38 judges the clock of each target", async () => {
    const fetch = ahead(runs("1"), clock.epochMs, 90_000);
    expect((await checksOf(checkup(fetch), line)).at(-1)).toBe(
      "clock against client-a.example.com: doubtful, this machine's clock is 90 s behind the service's",
    );
  });
});
