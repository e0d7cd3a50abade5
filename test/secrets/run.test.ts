import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGoogleCalendar } from "@footplate/adapter-gcal";
import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { createStatuspage, statuspageRef } from "@footplate/adapter-statuspage";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import { run } from "@footplate/cli";
import { apply, formatPlan, instant, plan, span, type TrainLine } from "@footplate/core";
import { openJournal } from "@footplate/journal-sqlite";
import { virtualClock } from "@footplate/testkit";
import { expect, onTestFinished, test } from "vitest";
import { harbour } from "../ci/lines.ts";
import { CANARY } from "../support/services/service.ts";
import { everythingIn, formsOf } from "./leaks.ts";

const now = instant("2027-02-01T08:00:00Z");
const range = span(now, "P3W");
const line: TrainLine = { ...harbour, record: "line" };

function expectNoSecret(text: string, what: string): void {
  for (const form of formsOf(CANARY)) expect(text.includes(form), `${what} shows ${form}`).toBe(false);
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "footplate-secrets-"));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** Two services, every third answer of which is an error that repeats the credential. */
function services(clock: ReturnType<typeof virtualClock>) {
  const components = line.stops.flatMap(({ targets }) =>
    targets.map(({ name, refs }) => ({ id: statuspageRef(refs)?.componentId ?? "", name })),
  );
  const page = fakeStatuspage({ now: clock.epochMs, apiKey: CANARY, components, limit: false });
  const calendars = fakeGoogleCalendar({ now: clock.epochMs, token: CANARY, calendars: [{ id: "trains" }] });
  let count = 0;
  const rough =
    (service: typeof fetch): typeof fetch =>
    async (input, init) => {
      const request = new Request(input, init);
      count += 1;
      if (count % 3 !== 0) return service(request);
      const words = `${request.headers.get("authorization")} failed`;
      return Response.json({ message: words, error: { errors: [{ reason: words }] } }, { status: 422 });
    };
  return { pageId: page.pageId, page: rough(page.fetch), calendars: rough(calendars.fetch) };
}

test("F62 plan, apply, their events and errors, and the journal's file hold no credential", async () => {
  const clock = virtualClock(now);
  const here = services(clock);
  const path = folder();
  const told: unknown[] = [];
  const settings = { clock, random: () => 0, onEvent: (event: unknown) => void told.push(event) };
  const journal = openJournal({ file: join(path, "journal.db"), now: clock.epochMs });
  const context = {
    line,
    clock,
    ports: {
      journal,
      ...createStatuspage({ ...settings, pageId: here.pageId, apiKey: CANARY, fetch: here.page }),
      ...createGoogleCalendar({ ...settings, calendarId: "trains", token: CANARY, fetch: here.calendars }),
    },
  };
  for (let turn = 0; turn < 6; turn += 1) {
    try {
      const planned = await plan(context, { range });
      told.push(planned);
      expectNoSecret(formatPlan(planned), "the plan as text");
      for await (const event of apply(context, { range })) told.push(event);
    } catch (error) {
      told.push(error);
    }
    clock.advance(600_000);
  }
  journal.close();
  expect(told.length).toBeGreaterThan(20);
  expect(JSON.stringify(told)).toContain("failed");
  expectNoSecret(everythingIn(context.ports), "the ports");
  for (const one of told) expectNoSecret(everythingIn(one), "something that was told");
  const files = readdirSync(path);
  expect(files).toContain("journal.db");
  for (const file of files) expectNoSecret(readFileSync(join(path, file)).toString("latin1"), file);
});

test("F62 the command line prints no credential, where it is wrong, and with the stack either", async () => {
  const path = folder();
  writeFileSync(join(path, "line.json"), JSON.stringify(line));
  const module = (name: string): string => JSON.stringify(new URL(import.meta.resolve(name)).href);
  const config = [
    `import { createStatuspage } from ${module("@footplate/adapter-statuspage")};`,
    `import { createGoogleCalendar } from ${module("@footplate/adapter-gcal")};`,
    `import { env } from ${module("@footplate/http")};`,
    `const fetch = async (input, init) => {`,
    `  const told = new Request(input, init).headers.get("authorization");`,
    `  return Response.json({ message: told, error: told }, { status: 403, headers: { "x-request-id": told } });`,
    `};`,
    `const secret = env("FOOTPLATE_TEST_CANARY");`,
    `export const ports = {`,
    `  ...createStatuspage({ pageId: "page", apiKey: secret, fetch }),`,
    `  ...createGoogleCalendar({ calendarId: "trains", token: secret, fetch }),`,
    `};`,
  ];
  writeFileSync(join(path, "footplate.config.mjs"), config.join("\n"));
  process.env["FOOTPLATE_TEST_CANARY"] = CANARY;
  onTestFinished(() => {
    delete process.env["FOOTPLATE_TEST_CANARY"];
  });
  const commands = [
    ["plan", "line.json"],
    ["apply", "line.json", "--as", "lead"],
    ["doctor", "line.json"],
    ["status", "line.json"],
    ["plan", "line.json", `--${CANARY.slice(0, 3)}`],
  ];
  for (const command of commands) {
    for (const argv of [command, [...command, "--json"]]) {
      let out = "";
      const say = (text: string): void => void (out += text);
      const env = { FOOTPLATE_DEBUG: "1", FOOTPLATE_TEST_CANARY: CANARY };
      const exit = await run(argv, {
        stdout: say,
        stderr: say,
        env,
        cwd: path,
        colour: true,
        clock: virtualClock(now),
      });
      expect(out).not.toBe("");
      expect([0, 1, 2, 3]).toContain(exit);
      expectNoSecret(out, argv.join(" "));
      // That it came as far as the services, which repeat the credential.
      if (command[0] === "plan" && command.length === 2) expect(out).toContain("403");
    }
  }
});
