import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openJournal } from "@footplate/journal-sqlite";
import { expect, onTestFinished, test } from "vitest";
import { weekly } from "./support/line.ts";
import { stage } from "./support/stage.ts";

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** A board in a file. Its second creation ends after the process was told to stop (HOLD=once), or never (HOLD=ever). */
const fileBoard = `
import { readFileSync, writeFileSync } from "node:fs";
const file = new URL("board.json", import.meta.url);
const all = () => JSON.parse(readFileSync(file, "utf8"));
export const ports = {
  noticeBoard: {
    spec: 1, identity: "chosen", sendMs: 30_000, settleMs: 0,
    componentsOf: () => ["c"],
    normalise: (item) => item,
    list: async () => ({ held: all(), complete: true }),
    read: async (id) => all().find((held) => held.id === id),
    create: async (item, mark) => {
      const held = { id: mark.nonce, item, mark };
      if (process.env.HOLD !== undefined && all().length === 1) {
        const alive = setInterval(() => undefined, 1000);
        const stopped = new Promise((resolve) => process.once("SIGTERM", process.env.HOLD === "once" ? resolve : () => undefined));
        process.stderr.write("HOLDING\\n");
        await stopped;
        clearInterval(alive);
      }
      writeFileSync(file, JSON.stringify([...all(), held]));
      return held;
    },
    update: async (held, item) => ({ ...held, item }),
    remove: async () => undefined,
  },
};
`;

/** From tomorrow on, by the machine's clock, since that is what a process has. */
function threeWeeks(): readonly string[] {
  const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return ["--from", day(1), "--to", day(22)];
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  folder: string,
  env: Record<string, string>,
  argv: readonly string[],
  onText: (child: ChildProcess, text: string) => void,
): Promise<Ended> {
  const child = spawn(process.execPath, ["--conditions=@footplate/source", main, ...argv], {
    cwd: folder,
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let out = "";
  let err = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
    onText(child, err);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
  });
}

test("F70 a process told to stop ends what it is at, gives the lease back, and the next run finishes", async () => {
  const { folder, write } = stage({ config: false });
  write("footplate.config.mjs", fileBoard);
  const board = join(folder, "board.json");
  writeFileSync(board, "[]");
  let told = false;
  const stopped = await start(folder, { HOLD: "once" }, ["apply", "line.json", ...threeWeeks()], (child, text) => {
    if (!told && text.includes("HOLDING")) {
      told = true;
      child.kill("SIGTERM");
    }
  });
  expect(stopped.code).toBe(1);
  expect(stopped.err).toContain("Stopping after what is under way");
  expect(stopped.err).toContain("stopped before the end");
  expect(stopped.out.match(/ ✓$/gm)).toHaveLength(2);
  const held = (): readonly { readonly mark: { readonly key: string } }[] => JSON.parse(readFileSync(board, "utf8"));
  expect(held()).toHaveLength(2);
  const journal = openJournal({ file: join(folder, ".footplate/journal.db") });
  const notes = await journal.notes(weekly.id);
  journal.close();
  expect(notes.map((stream) => stream.notes.map(({ type }) => type))).toEqual([
    ["intent", "done"],
    ["intent", "done"],
  ]);
  const finished = await start(folder, {}, ["apply", "line.json", ...threeWeeks(), "--json"], () => undefined);
  expect(JSON.parse(finished.out).plan.questions).toEqual([]);
  expect(finished.code).toBe(0);
  expect(JSON.parse(finished.out)).toMatchObject({ done: 4, failed: 0 });
  expect(held()).toHaveLength(6);
  expect(new Set(held().map(({ mark }) => mark.key)).size).toBe(6);
});

/** A runner and a probe of a world in which nothing runs. */
const idle = `
Object.assign(ports, {
  deployRunner: {
    spec: 1, sendMs: 1000, settleMs: 0,
    start: async () => { throw new Error("nothing is started here"); },
    find: async () => undefined, read: async () => undefined, watch: async function* () {}, cancel: async () => undefined,
  },
  versionProbe: { spec: 1, running: async () => undefined },
});
const more = ["start", "extend", "complete", "disarm", "post"].map((name) => [name, async () => undefined]);
Object.assign(ports.noticeBoard, Object.fromEntries(more), { components: { get: () => {}, list: () => [], set: () => {} } });
`;

test("F70 a process that conducts ends with 0 when it is told to stop, also while it sleeps", async () => {
  const { folder, write } = stage({ config: false });
  write("footplate.config.mjs", `${fileBoard}${idle}`);
  writeFileSync(join(folder, "board.json"), "[]");
  let told = false;
  const stopped = await start(folder, {}, ["conduct", "line.json", "--json"], (child, text) => {
    if (told || !text.includes("Conducting Weekly")) return;
    told = true;
    child.kill("SIGTERM");
  });
  expect(stopped.err).toContain("Stopping after what is under way");
  expect(stopped.code).toBe(0);
  expect(JSON.parse(stopped.out)).toMatchObject({ ended: "stopped", board: { line: "weekly" } });
  const ticked = await start(folder, {}, ["tick", "line.json", "--json"], () => undefined);
  expect([ticked.code, JSON.parse(ticked.out)]).toMatchObject([0, { wakeAt: expect.stringMatching(/Z$/) as unknown }]);
});

test("a config in TypeScript, in a folder that says nothing of modules, is read without a warning", async () => {
  const { folder, write } = stage({ config: false });
  write("footplate.config.ts", fileBoard.replace("const all = ()", "const all = (): any"));
  write("package.json", "{}");
  writeFileSync(join(folder, "board.json"), "[]");
  const planned = await start(folder, {}, ["plan", "line.json", ...threeWeeks()], () => undefined);
  expect(planned.err).toMatch(/^There is no journal at .* yet\.\n$/);
});

test("F71 told twice it ends at once, and what it was at is still known", async () => {
  const { folder, write } = stage({ config: false });
  write("footplate.config.mjs", fileBoard);
  writeFileSync(join(folder, "board.json"), "[]");
  const told = new Set<string>();
  const stopped = await start(folder, { HOLD: "ever" }, ["apply", "line.json", ...threeWeeks()], (child, text) => {
    for (const sign of ["HOLDING", "once more to stop at once"]) {
      if (!text.includes(sign) || told.has(sign)) continue;
      told.add(sign);
      child.kill("SIGTERM");
    }
  });
  expect(stopped.code).toBe(143);
  const planned = await start(folder, {}, ["plan", "line.json", ...threeWeeks(), "--json"], () => undefined);
  expect(planned.code).toBe(2);
  expect(JSON.parse(planned.out)).toMatchObject({ operations: { length: 4 }, questions: [{ type: "settling" }] });
});

test("the process passes on answer and exit code, and says nothing of Node's experiments", async () => {
  const { folder } = stage({ config: false });
  const ran = await start(folder, {}, ["timetable", "line.json", "--json"], () => undefined);
  expect(ran).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(ran.out)).toHaveProperty("windows");
  const failed = await start(folder, {}, ["lint", "none.json", "--json"], () => undefined);
  expect(failed.code).toBe(1);
  expect(JSON.parse(failed.out)).toMatchObject({ error: { code: "invalid_input" } });
  const reviewed = await start(folder, {}, ["review", "line.json", "--all", "--as", "a"], () => undefined);
  expect(reviewed).toMatchObject({ code: 0, err: "" });
});
