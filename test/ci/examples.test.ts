import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { instant, plan } from "@footplate/core";
import { virtualClock } from "@footplate/testkit";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readLine } from "../../examples/demo/read-line.ts";
import { fakeServices } from "../../examples/demo/services.ts";
import { settingsFor } from "../../examples/demo/settings.ts";
import { apiKey, githubToken, pageId, repository } from "../../examples/demo/wiring.ts";
import { real } from "../../examples/shared/place.ts";
import { root } from "../support/repository.ts";

const run = promisify(execFile);
const shop = join(root, "examples/lines/shop.json");
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), "footplate-examples-"));
});

afterAll(() => rm(work, { recursive: true, force: true }));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs an example where nothing is named but what is given. */
async function example(
  name: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const named = /^(FOOTPLATE|STATUSPAGE|GITHUB|GOOGLE)_/;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([key]) => !named.test(key)));
  const main = join(root, "examples", name, "main.ts");
  try {
    const { stdout, stderr } = await run(process.execPath, ["--conditions=@footplate/source", main, ...args], {
      cwd: work,
      env: { ...kept, ...env },
      timeout: 170_000,
    });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as {
      readonly code: unknown;
      readonly stdout: string;
      readonly stderr: string;
    };
    if (typeof code !== "number") throw error;
    return { code, stdout, stderr };
  }
}

describe("the examples, with everything pretended", () => {
  it("F50: the departure bot looks when GitHub delivers, says so in the channel, and ends by itself", async () => {
    const { code, stdout, stderr } = await example("departure-bot");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.match(/is answered 202/g)).toHaveLength(2);
    const told = stdout.split("#shop has read:\n")[1]?.trim().split("\n") ?? [];
    expect(told.map((text) => text.trim().split(" · ")[0])).toEqual([
      "RT47-26: the window for Test, Stage has begun",
      "RT47-26: Test, Stage runs RT47-26",
      "RT47-26: Test, Stage passed",
      "RT47-26: the window for Test, Stage is over",
    ]);
  });

  it("one tick for cron ends with 0 when all goes its way, and with 2 when somebody is needed", async () => {
    const [fine, held] = await Promise.all([example("cron-tick"), example("cron-tick", ["--held"])]);
    expect(fine).toMatchObject({ code: 0, stderr: "" });
    expect(fine.stdout).toContain("sent: deploy of RT47-26 to test/stage");
    expect(held).toMatchObject({ code: 2, stderr: "" });
    expect(held.stdout).toContain("RT47-26 is held: Search is slow");
    expect(held.stdout).not.toContain("sent: deploy");
  });

  it("R33: the weekly report has trains, pairs, windows, loads and what is wrong", async () => {
    const { code, stdout, stderr } = await example("weekly-report");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const row of [
      "| RT47-26 | 2026-11-16 | arrived | Conductor C | Conductor B |",
      "| RT49-26 | 2026-11-30 | planned | Conductor B | Conductor A |",
      "| RT47-26 | prod/client-a | 2 h | 30 min | 6 min |",
      "| RT48-26 | prod/client-b | 2 h | not completed | 6 min |",
      "| Conductor C | 1 | 2 | 0 |",
      "- RT48-26 is held by Conductor A: the deploy failed on prod/client-b",
    ])
      expect(stdout.split("\n")).toContain(row);
  });
});

describe("the examples, with a line of one's own", () => {
  it.each(["departure-bot", "cron-tick"])(
    "%s names what is missing in the environment, and makes nothing",
    async (name) => {
      const { code, stdout, stderr } = await example(name, [], { FOOTPLATE_LINE: shop });
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(stderr).toContain("GITHUB_REPOSITORY is not set");
    },
  );

  it("the weekly report needs a journal alone", async () => {
    const journal = join(work, "journal.db");
    const { code, stdout } = await example("weekly-report", [], { FOOTPLATE_LINE: shop, FOOTPLATE_JOURNAL: journal });
    expect(code).toBe(0);
    expect(stdout).toContain("# Shop train on");
    expect(stdout).toContain("Nothing.");
  });

  it("are wired to the services at their own addresses", async () => {
    const line = await readLine(shop);
    const clock = virtualClock("2026-11-16T08:00:00Z");
    const services = fakeServices(settingsFor([line], instant(clock.now())), clock.epochMs);
    const hosts = new Set<string>();
    const fetch: typeof globalThis.fetch = (input, init) => {
      const request = new Request(input, init);
      hosts.add(new URL(request.url).host);
      return services.fetch(request);
    };
    vi.stubEnv("FOOTPLATE_JOURNAL", join(work, "wired.db"));
    vi.stubEnv("STATUSPAGE_PAGE_ID", pageId);
    vi.stubEnv("STATUSPAGE_API_KEY", apiKey);
    vi.stubEnv("GITHUB_REPOSITORY", `${repository.owner}/${repository.name}`);
    vi.stubEnv("GITHUB_TOKEN", githubToken);
    const here = real(line, clock, fetch);
    const { operations, questions } = await plan(here);
    await here.close();
    vi.unstubAllEnvs();
    expect(operations.filter(({ action }) => action === "create").length).toBeGreaterThan(20);
    expect(questions).toEqual([]);
    expect([...hosts].toSorted()).toEqual(["api.github.com", "api.statuspage.io"]);
  });
});
