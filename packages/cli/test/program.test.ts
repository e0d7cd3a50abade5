import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { days, weekly } from "./support/line.ts";
import { stage } from "./support/stage.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("the program", () => {
  test("says what it can do, and each command what it takes", async () => {
    const { run } = stage();
    const program = await run("--help");
    expect(program.exit).toBe(0);
    expect(program.out.split("\n").filter((line) => line.length > 80)).toEqual([]);
    const names = [...program.out.matchAll(/^ {2}([a-z-]+) {2,}\S/gm)].map(([, name]) => name ?? "");
    expect(names.length).toBeGreaterThan(40);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(readme).toMatch(new RegExp(`\`${name}[ \`]`));
      const help = await run(name, "--help");
      expect(help).toMatchObject({ exit: 0, err: "" });
      expect(help.out).toContain(`Usage: footplate ${name} ${name === "replay" ? "FILE.csv" : "LINE.json"}`);
      expect((await run("help", name)).out).toBe(help.out);
      expect(help.out).toContain("--json");
    }
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await run("--version", "--json")).json()).toEqual({ version: expect.stringMatching(/^\d/) as unknown });
  });

  test.each([
    [["plna", "line.json"], "did you mean plan?"],
    [["timetable", "line.json", "--form", "2026-11-22"], "did you mean --from?"],
    [["apply", "line.json", "--drift", "adopted"], "did you mean adopt?"],
    [[], "see footplate --help"],
    [["--verbose"], "see footplate --help"],
  ])("%j is refused with a way out", async (argv, hint) => {
    const ran = await stage().run(...argv);
    expect(ran).toMatchObject({ exit: 1, out: "" });
    expect(ran.err).toContain(hint);
    expect(ran.err).not.toMatch(/\n\s+at /);
  });

  test("all that is wrong with a command line comes at once", async () => {
    const ran = await stage().run(
      "plan",
      "line.json",
      "--fro",
      "--json=yes",
      "--drift",
      "adopt",
      "--drift",
      "revert",
      "--to",
      "--json",
    );
    expect(ran.exit).toBe(1);
    const { error } = ran.json();
    expect(error?.["problems"]?.map(({ path }) => path)).toEqual(["--fro", "--json", "--drift", "--to"]);
    const apply = await stage().run(
      "apply",
      "line.json",
      "--json",
      "--max-removals",
      "x",
      "--from",
      "soon",
      "--adopt",
      "k",
      "--revert",
      "calendar:k",
      "--drift",
      "no",
    );
    expect(apply.json()["error"]?.["problems"]?.map(({ path }) => path)).toEqual([
      "--as",
      "--revert",
      "--drift",
      "--max-removals",
      "--from",
    ]);
  });

  test.each([
    [["timetable"]],
    [["timetable", "line.json", "more"]],
    [["timetable", "none.json"]],
    [["timetable", "."]],
    [["lint", "broken.json"]],
    [["lint", "bad.json"]],
    [["plan", "line.json", "--config", "none.ts"]],
    [["apply", "line.json", "--plan", "line.json"]],
    [["review", "line.json"]],
    [["next", "line.json"]],
    [["explain-dst", "line.json", "--from", "2026-13-01"]],
    [["accept-loss", "line.json", "x"]],
    [["nothing"]],
    [[]],
  ])("%j --json prints one document with the error", async (argv) => {
    const { run, write } = stage();
    write("broken.json", "{");
    write("bad.json", "{}");
    const ran = await run(...argv, "--json");
    expect(ran.exit).toBe(1);
    expect(ran.json()["error"]).toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/\S/) as unknown,
    });
    expect(ran.err).toContain("footplate: ");
  });

  test("what is missing is said once, what is wrong is shown", async () => {
    const { run } = stage({ config: false });
    expect((await run("timetable", "line.json", "--form", "2026-11-25")).err).toBe(
      "footplate: timetable cannot be run with these arguments\n" +
        "  --form: timetable has no such option\n    did you mean --from?\n  see footplate timetable --help\n",
    );
    expect((await run("review", "line.json")).err).toBe(
      "footplate: nothing was reviewed\n" +
        "  --as: what is recorded needs an author\n    add --as with the id of a person of the line\n" +
        "  WINDOW: no window is named\n    name windows, or write --all\n",
    );
    expect((await run("next", "line.json", "--length", "30m")).err).toContain(
      '  --length: it is no duration\n    found "30m"; write it as ISO 8601, such as PT2H',
    );
    expect((await run("plan", "line.json")).err).toContain("export const ports = {");
  });

  test("a programming error is short, and says how to see more", async () => {
    const here = stage({ config: false });
    here.write(
      "footplate.config.mjs",
      "const broken = () => { throw new TypeError('no such thing\\nsecond line'); };\nexport const ports = { journal: { spec: 1, info: broken, facts: broken, record: broken, notes: broken, note: broken } };\n",
    );
    const ran = await here.run("timetable", "line.json", "--json");
    expect(ran.exit).toBe(1);
    expect(ran.json()["error"]).toMatchObject({
      code: "unexpected",
      hint: expect.stringContaining("FOOTPLATE_DEBUG=1") as unknown,
    });
    expect(ran.err).not.toMatch(/second line|\n\s+at /);
    const debug = await here.runWith({ env: { FOOTPLATE_DEBUG: "1" } }, "timetable", "line.json");
    expect(debug.err).toMatch(/\n\s*at /);
  });
});

describe("a line document", () => {
  test.each([
    ['{\n  "id": "x",\n  name: 1 }', "line 3, column 3", "a name in double quotes"],
    ['{ "a": [1, 2', "line 1, column 13", '"," or "]"'],
    ['{ "a": 1, }', "line 1, column 11", "a name in double quotes"],
    ["[1 2]", "line 1, column 4", '"," or "]"'],
    ['{"a" 1}', "line 1, column 6", '":"'],
    ["[1]\n[2]", "line 2, column 1", "the end of the file"],
    ['{"a": "b\n"}', "line 1, column 7", "a value"],
    ["", "line 1, column 1", "a value"],
    ["[truely]", "line 1, column 6", '"," or "]"'],
  ])("that is no JSON is refused with its place: %j", async (text, place, expected) => {
    const { run, write } = stage();
    write("broken.json", text);
    const { err } = await run("lint", "broken.json");
    expect(err).toContain(`broken.json is no JSON: ${place}`);
    expect(err).toContain(expected);
  });

  test("with a byte order mark is read", async () => {
    const { run, write } = stage();
    write("line.json", `\uFEFF${JSON.stringify(weekly)}`);
    expect((await run("timetable", "line.json")).exit).toBe(0);
  });

  test("shows all its problems at once, each with path, value and way out", async () => {
    const { run, write } = stage();
    write(
      "bad.json",
      JSON.stringify({ ...weekly, zone: "EST", team: { ...weekly.team, leads: ["nobody"] }, colour: "red" }),
    );
    const ran = await run("timetable", "bad.json");
    expect(ran.exit).toBe(1);
    for (const text of ["zone", '"EST"', "team.leads[0]", '"nobody"', "colour"]) expect(ran.err).toContain(text);
    const { error } = (await run("timetable", "bad.json", "--json")).json();
    expect(error?.["problems"]?.length).toBeGreaterThanOrEqual(3);
    for (const one of error?.["problems"] ?? []) expect(Object.keys(one)).toEqual(["path", "value", "message", "hint"]);
  });
});

describe("what is printed", () => {
  test("is coloured by sign only where a terminal wants it", async () => {
    const here = stage();
    const escape = "\u001b[";
    const lineOf = (out: string): string => out.split("\n").find((text) => text.includes("client-a")) ?? "";
    const plain = await here.runWith({ colour: false }, "plan", "line.json", ...days);
    const coloured = await here.runWith({ colour: true }, "plan", "line.json", ...days);
    expect(plain.out).not.toContain(escape);
    expect(lineOf(coloured.out)).toContain(`${escape}32m+ `);
    expect(coloured.out.replaceAll(/\u001b\[\d+m/g, "")).toBe(plain.out);
    expect((await here.runWith({ colour: true, env: { NO_COLOR: "1" } }, "plan", "line.json", ...days)).out).toBe(
      plain.out,
    );
    expect((await here.runWith({ colour: true }, "plan", "line.json", "--json")).out).not.toContain(escape);
  });

  test("F65 drives no terminal, whatever others wrote", async () => {
    const evil = "\u001b[2J\u0007\u202Eevil\r\nline";
    const here = stage();
    const runs = [await here.run("apply", "line.json", ...days)];
    const [notice] = here.board.world.live();
    if (notice === undefined) throw new Error("nothing was made");
    here.board.world.humanEdit(notice.id, { ...notice.item, title: evil });
    here.calendar.world.addForeign({
      title: evil,
      description: "",
      start: notice.item.start,
      end: notice.item.end,
      zone: "UTC",
      busy: true,
    });
    runs.push(await here.run("plan", "line.json", ...days), await here.run("apply", "line.json", ...days));
    await here.journal.leases.acquire("apply/weekly", evil, evil, 60_000);
    runs.push(await here.run("apply", "line.json", ...days));
    here.write("evil.json", JSON.stringify({ ...weekly, name: evil, [evil]: evil }));
    for (const argv of [
      ["lint", "evil.json"],
      ["lint", evil],
      [evil],
      ["plan", "line.json", `--${evil}`],
      ["review", "line.json", evil, "--as", evil],
    ]) {
      runs.push(await here.run(...argv));
    }
    const all = runs.map(({ out, err }) => out + err);
    expect(all.filter((text) => text.includes("evil"))).toHaveLength(8);
    for (const text of all) expect(text).not.toMatch(/[^\P{Cc}\n]|\p{Bidi_Control}/u);
  });
});

describe("the config", () => {
  test("is found here or in a folder above, and its folder holds the journal", async () => {
    const here = stage({ journal: false });
    mkdirSync(join(here.folder, "a/b"), { recursive: true });
    const ran = await here.runWith({ cwd: join(here.folder, "a/b") }, "apply", "../../line.json", "--json", ...days);
    expect(ran.json()).toMatchObject({ done: 8, failed: 0 });
    expect((await here.run("plan", "line.json", ...days)).exit).toBe(0);
  });

  test.each([
    [undefined, "there is no footplate.config.ts here or in a folder above"],
    ["export default { ports: {} };", "no named export `ports`, only a default one"],
    ["export const ports = 7;", "no named export `ports`"],
    ["throw new Error('TOKEN is not set\\nmore');", "cannot be loaded: Error: TOKEN is not set"],
    ["export const ports = { noticebord: {} };", "rename ports.noticebord to ports.noticeBoard"],
    ["export const ports = { calendar: { spec: 1, list() {} } };", "ports.calendar: it lacks normalise, read"],
    ["export const ports = { calendar: { spec: 2 } };", "ports.calendar.spec"],
    ["export const ports = { calendar: 7, noticeBoard: 8, journal: 9 };", "ports.journal: it is no port"],
    ["export const ports = {}; export const clock = 1;", "clock: it is no clock"],
    ["export const ports = {}; export const strategies = 1;", "strategies: it holds no functions by name"],
    ["export const ports = {}; export const strategies = { mine: 'a' };", "strategies.mine: it is no function"],
    ["export const ports = { trainTickets: { spec: 1, list() {} } };", "ports.trainTickets: it lacks normalise, read"],
    ["export const ports = {", "cannot be loaded"],
  ])("%j is refused in words", async (source, message) => {
    const here = stage({ config: false });
    if (source !== undefined) here.write("footplate.config.mjs", `${source}\n`);
    const ran = await here.run("plan", "line.json");
    expect(ran).toMatchObject({ exit: 1, out: "" });
    expect(ran.err).toContain(message);
    expect(ran.err).not.toMatch(/\n\s+at /);
  });

  test("is not needed to read, and one that does not load is said", async () => {
    const here = stage({ config: false });
    expect(await here.run("timetable", "line.json")).toMatchObject({ exit: 0, err: "" });
    here.write("footplate.config.mjs", "throw new Error('no token');\n");
    const ran = await here.run("timetable", "line.json");
    expect(ran.exit).toBe(0);
    expect(ran.err).toContain("no token");
    expect((await here.run("timetable", "line.json", "--journal", "j.db")).err).not.toContain("no token");
    expect((await here.run("review", "line.json", "--all", "--as", "a")).exit).toBe(1);
  });

  test("that is named is the one used, TypeScript too", async () => {
    const here = stage({ config: false });
    const folder: string = here.folder;
    const own = here.write(
      "other/mine.ts",
      `export const ports: object = (globalThis as any).footplateStages.get(${JSON.stringify(folder)});\n`,
    );
    expect((await here.run("plan", "line.json", "--config", own)).exit).toBe(2);
  });
});
