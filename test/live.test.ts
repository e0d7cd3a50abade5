import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FootplateError } from "@footplate/core";
import { systemClock } from "@footplate/http";
import { describe, expect, onTestFinished, test, type TestContext } from "vitest";
import { paced } from "../examples/demo/live-pace.ts";
import { readSettings } from "../examples/demo/live-settings.ts";
import type { FakesState } from "../examples/demo/control.ts";
import { watched } from "./support/watched.ts";

const demo = (file: string): string => fileURLToPath(new URL(`../examples/demo/${file}`, import.meta.url));
const source = "--conditions=@footplate/source";

/** Gives a command a terminal of its own. */
const SCRIPT = "/usr/bin/script";

/** Only that of util-linux takes a command this way and hands its exit code on. */
const pseudoTerminal = /util-linux/.test(spawnSync(SCRIPT, ["--version"], { encoding: "utf8" }).stdout ?? "");

const PAGE = "livepage0001";
const CALENDAR = "trials@calendars.example";
const SECRETS = ["key-that-nobody-may-see", "token-that-nobody-may-see"] as const;
/** How much faster the fakes' clock runs, so that their listings lag for a fraction of a second. */
const PACE = 20;

interface World {
  readonly folder: string;
  /** Ends with the test. */
  start(command: string, argv: readonly string[], env?: Readonly<Record<string, string>>): ChildProcess;
  state(): Promise<State>;
  /** The services answer no more. */
  stop(): void;
}

type State = FakesState & {
  readonly statuspage: {
    readonly components: readonly { readonly id: string; readonly name: string }[];
    readonly calls: readonly { readonly method: string; readonly path: string }[];
  };
  readonly calendar: { readonly calls: readonly { readonly method: string; readonly path: string }[] };
};

/** Fakes in a process of their own whose clock begins now and runs, an empty folder, and the environment of a trial. */
async function world({ onTestFinished: atEnd }: Pick<TestContext, "onTestFinished">): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "live-"));
  const settings = {
    now: new Date().toISOString(),
    pageId: PAGE,
    apiKey: SECRETS[0],
    token: SECRETS[1],
    components: [{ id: "shop00000001", name: "Shop" }],
    calendars: [{ id: CALENDAR, timeZone: "UTC" }],
  };
  const fakes = spawn(process.execPath, [source, demo("fakes.ts"), JSON.stringify(settings)], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const first = await new Promise<string>((resolve) =>
    fakes.stdout.once("data", (text: Buffer) => resolve(text.toString())),
  );
  const { services, control }: { readonly services: string; readonly control: string } = JSON.parse(first);
  const proxy = await watched(services);
  const tick = setInterval(() => {
    void fetch(`${control}/clock`, { method: "POST", body: JSON.stringify({ advanceMs: 100 * PACE }) }).catch(
      () => undefined,
    );
  }, 100);
  const children: ChildProcess[] = [];
  const stop = (): void => {
    clearInterval(tick);
    fakes.stdin.end();
  };
  atEnd(() => {
    stop();
    void proxy.close();
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true });
  });
  const { FOOTPLATE_SPECS: _specs, GOOGLE_SERVICE_ACCOUNT_FILE: _file, ...inherited } = process.env;
  const env = {
    ...inherited,
    NO_COLOR: "1",
    FOOTPLATE_LIVE_SERVICES: proxy.url,
    STATUSPAGE_API_KEY: SECRETS[0],
    STATUSPAGE_PAGE_ID: PAGE,
    GOOGLE_CALENDAR_ID: CALENDAR,
    GOOGLE_TOKEN: SECRETS[1],
  };
  return {
    folder,
    stop,
    start: (command, argv, change = {}) => {
      const child = spawn(command, argv, { cwd: folder, env: { ...env, ...change }, stdio: "pipe" });
      children.push(child);
      return child;
    },
    state: async () => {
      const answer: State = JSON.parse(await (await fetch(`${control}/state`)).text());
      return answer;
    },
  };
}

interface Ended {
  readonly code: number | null;
  readonly text: string;
}

/** What is typed, each once the text before it has been shown. */
type Script = readonly (readonly [shown: string, typed: string | (() => string)])[];

async function inTerminal(
  here: World,
  argv: readonly string[],
  typing: Script,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const command = [
    process.execPath,
    source,
    "--disable-warning=ExperimentalWarning",
    demo("main.ts"),
    "--live",
    ...argv,
  ];
  const quoted = command.map((word) => `'${word}'`).join(" ");
  return ended(here.start(SCRIPT, ["-qec", quoted, "/dev/null"], env), typing);
}

function ended(child: ChildProcess, typing: Script): Promise<Ended> {
  let text = "";
  let seen = 0;
  const left = [...typing];
  const hear = (chunk: Buffer): void => {
    text += chunk.toString();
    const [next] = left;
    const at = next === undefined ? -1 : text.indexOf(next[0], seen);
    if (next === undefined || at < 0) return;
    left.shift();
    seen = at + next[0].length;
    child.stdin?.write(typeof next[1] === "string" ? next[1] : next[1]());
  };
  child.stdout?.on("data", hear);
  child.stderr?.on("data", hear);
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, text })));
}

const written = (state: State): readonly string[] =>
  [...state.statuspage.calls, ...state.calendar.calls]
    .filter(({ method }) => method !== "GET")
    .map(({ method, path }) => `${method} ${path}`);

/** Nothing is left but what was there before, nobody was told, and the page's own component was left alone. */
function expectNothingLeft(state: State): void {
  expect(state.statuspage.incidents).toEqual([]);
  expect(state.statuspage.components).toMatchObject([{ id: "shop00000001" }]);
  expect(state.statuspage.components).toHaveLength(1);
  expect(state.statuspage.notifications).toEqual([]);
  expect(state.calendar.events.filter(({ status }) => status !== "cancelled")).toEqual([]);
  expect(written(state).filter((call) => call.includes("shop00000001"))).toEqual([]);
}

const CTRL_C = "\u0003";

describe.concurrent("a trial against the real services", { timeout: 90_000 }, () => {
  test("is refused without a terminal, also with --yes", async (context) => {
    const here = await world(context);
    for (const argv of [[], ["--yes", PAGE]]) {
      const child = here.start(process.execPath, [source, demo("main.ts"), "--live", ...argv]);
      child.stdin?.end(`${PAGE}\ny\n`);
      const { code, text } = await ended(child, []);
      expect([code, text.trim().split("\n")]).toEqual([1, [expect.stringContaining("in a terminal only")]]);
    }
    const state = await here.state();
    expect([state.statuspage.calls, state.calendar.calls]).toEqual([[], []]);
  });

  describe.skipIf(!pseudoTerminal)("in a terminal (needs `script` of util-linux)", () => {
    test("publishes, agrees with itself, and removes everything when told to", async (context) => {
      const here = await world(context);
      const { code, text } = await inTerminal(
        here,
        [],
        [
          ["Type the page's id to go on: ", `${PAGE}\n`],
          ["[y/n] ", "y\n"],
        ],
      );
      expect(text).toContain(`"Fake page" (https://www.example.com), id ${PAGE}`);
      expect(text).toContain(`calendar     "${CALENDAR}"`);
      expect(text.match(/planned again/g)).toHaveLength(2);
      expect(text).not.toContain("should not be");
      expect([code, text.includes("Nothing of the trial is left")]).toEqual([0, true]);
      const state = await here.state();
      const made = written(state).filter((call) => call.startsWith("POST"));
      expect(made.filter((call) => call.endsWith("/components"))).toHaveLength(1);
      expect(made.filter((call) => call.endsWith("/incidents")).length).toBeGreaterThan(0);
      expect(state.calendar.events.length).toBeGreaterThan(3);
      expectNothingLeft(state);
      for (const secret of SECRETS) expect(text).not.toContain(secret);
      expect([".footplate/live.db", ".footplate/live.json"].map((file) => existsSync(join(here.folder, file)))).toEqual(
        [true, false],
      );
      // Google gives no id twice: the journal that stayed knows which were used.
      const second = await inTerminal(here, ["--yes", PAGE], [["[y/n] ", "y\n"]]);
      expect([second.code, second.text.includes("made again"), second.text.includes("Waiting")]).toEqual([
        0,
        true,
        false,
      ]);
      expectNothingLeft(await here.state());
    });

    test("stopped in the middle, it offers to remove what it made so far, and does", async (context) => {
      const here = await world(context);
      const { code, text } = await inTerminal(
        here,
        ["--yes", PAGE],
        [
          ["[3/", CTRL_C],
          ["[y/n] ", "yes\n"],
        ],
      );
      expect([code, text.includes("Stopped."), text.includes("Nothing of the trial is left")]).toEqual([
        130,
        true,
        true,
      ]);
      const state = await here.state();
      expect(written(state).some((call) => call.startsWith("POST"))).toBe(true);
      expectNothingLeft(state);
    });

    test("stopped and left, a later run finds what was made, makes nothing twice, and removes it", async (context) => {
      const here = await world(context);
      const first = await inTerminal(
        here,
        ["--yes", PAGE],
        [
          ["waiting until", CTRL_C],
          ["[y/n] ", "n\n"],
        ],
      );
      expect([first.code, first.text.includes("It stays.")]).toEqual([130, true]);
      expect((await here.state()).statuspage.components).toHaveLength(2);
      const other = await inTerminal(here, ["--yes", PAGE], [], { GOOGLE_CALENDAR_ID: "other" });
      expect([other.code, other.text.includes("begun in this folder")]).toEqual([1, true]);
      const second = await inTerminal(here, ["--yes", PAGE], [["[y/n] ", "y\n"]]);
      expect([second.code, second.text.includes("goes on with the trial")]).toEqual([0, true]);
      const state = await here.state();
      expectNothingLeft(state);
      expect(written(state).filter((call) => call.startsWith("POST") && call.endsWith("/components"))).toHaveLength(1);
      const summaries = state.calendar.events.map(({ summary, start }) => `${summary ?? ""} ${start?.dateTime ?? ""}`);
      expect(new Set(summaries).size).toBe(summaries.length);
    });

    test("says what to do by hand when the services do not let it remove everything", async (context) => {
      const here = await world(context);
      const stopped = (): string => {
        here.stop();
        return "y\n";
      };
      const { code, text } = await inTerminal(
        here,
        ["--yes", PAGE],
        [
          ["waiting until", CTRL_C],
          ["[y/n] ", stopped],
        ],
      );
      expect([
        code,
        text.includes("delete the maintenances called"),
        text.includes("Nothing of the trial is left"),
      ]).toEqual([130, true, false]);
      expect(existsSync(join(here.folder, ".footplate/live.json"))).toBe(true);
    });

    test("another page's id is refused, typed or with --yes, and nothing is written", async (context) => {
      const here = await world(context);
      const typed = await inTerminal(here, [], [["Type the page's id to go on: ", "anotherpage\n"]]);
      const given = await inTerminal(here, ["--yes", "anotherpage"], []);
      for (const { code, text } of [typed, given]) {
        expect([code, text.includes("Nothing was done.")]).toEqual([1, true]);
      }
      expect(written(await here.state())).toEqual([]);
      expect(existsSync(join(here.folder, ".footplate"))).toBe(false);
    });
  });
});

describe("the settings of a trial", () => {
  const full = { STATUSPAGE_API_KEY: "k", STATUSPAGE_PAGE_ID: "p", GOOGLE_CALENDAR_ID: "c", GOOGLE_TOKEN: "t" };
  const refusal = async (environment: Readonly<Record<string, string>>): Promise<readonly string[]> => {
    const error: unknown = await readSettings(environment).catch((reason: unknown) => reason);
    if (!(error instanceof FootplateError)) return [];
    expect(error.problems.every(({ hint }) => hint.length > 10)).toBe(true);
    expect(JSON.stringify(error)).not.toContain("hidden");
    return error.problems.map(({ path, message }) => `${path} ${message}`);
  };

  test("are named all at once where they are missing", async () => {
    expect(await refusal({ STATUSPAGE_API_KEY: " " })).toEqual([
      "STATUSPAGE_API_KEY is not set",
      "STATUSPAGE_PAGE_ID is not set",
      "GOOGLE_CALENDAR_ID is not set",
      "GOOGLE_TOKEN or GOOGLE_SERVICE_ACCOUNT_FILE is not set",
    ]);
    expect(await refusal(full)).toEqual([]);
  });

  test("lead to other services on this machine only", async () => {
    for (const address of [
      "https://services.example",
      "http://127.0.0.1.example",
      "127.0.0.1",
      "http://hidden@[::1].example",
    ]) {
      expect(await refusal({ ...full, FOOTPLATE_LIVE_SERVICES: address })).toEqual([
        "FOOTPLATE_LIVE_SERVICES is not an address of this machine",
      ]);
    }
    expect(await refusal({ ...full, FOOTPLATE_LIVE_SERVICES: "http://[::1]:8080" })).toEqual([]);
    expect(await readSettings(full)).toMatchObject({ statuspage: {}, gcal: {}, windows: 12 });
  });

  test("send the page one request a second, whoever sends it", async () => {
    const times: number[] = [];
    const clock = { at: 0 };
    const send = paced(1100, async () => Response.json(times.push(clock.at)), {
      now: systemClock.now,
      monotonicMs: () => clock.at,
      sleep: async (ms, signal) => {
        signal?.throwIfAborted();
        clock.at += ms;
      },
    });
    for (let count = 0; count < 61; count += 1) await send("https://page.example");
    expect((times[60] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(60_000);
    const signal = AbortSignal.abort("stopped");
    await expect(send("https://page.example", { signal })).rejects.toBe("stopped");
    await expect(send(new Request("https://page.example", { signal }))).rejects.toBe("stopped");
    expect(times).toHaveLength(61);
  });

  test("take a service account's key file, and say nothing of what is in it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "live-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "key.json");
    const { GOOGLE_TOKEN: _, ...others } = full;
    const account = { ...others, GOOGLE_SERVICE_ACCOUNT_FILE: file };
    const wrong = ["GOOGLE_SERVICE_ACCOUNT_FILE names no key file of a service account"];
    expect(await refusal(account)).toEqual(wrong);
    writeFileSync(file, '{"client_email": "hidden", ');
    expect(await refusal(account)).toEqual(wrong);
    writeFileSync(file, '{"client_email": "trial@example.com", "private_key": "hidden"}');
    expect(await refusal(account)).toEqual([]);
    expect((await readSettings(account)).google.serviceAccount?.clientEmail).toBe("trial@example.com");
    expect(await refusal({ ...account, GOOGLE_TOKEN: "t" })).toEqual([
      "GOOGLE_TOKEN or GOOGLE_SERVICE_ACCOUNT_FILE are both set",
    ]);
  });
});
