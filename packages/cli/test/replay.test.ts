import { describe, expect, test } from "vitest";
import { stage } from "./support/stage.ts";

const HEAD = "at_utc,commit,stop,from_version,to_version,kind,actor,blocker_task";
const MOVES = [
  HEAD,
  "2026-01-01T12:00:00Z,c1,canary,v1.0,v1.1,promote,conductor-a,",
  '2026-01-01T12:00:00Z,c1,all,v1.0,v1.1,promote,conductor-a,"one, two"',
  "2026-01-02T12:00:00Z,c2,canary,v1.1,v1.2,promote,conductor-a,",
  "2026-01-03T12:00:00Z,c3,all,v1.1,v1.2,promote,conductor-b,",
  "2026-01-03T13:00:00Z,c4,all,v1.2,v1.1,rollback,conductor-b,T1",
];

describe("replay", () => {
  test("plays a file again, and exits 0 where positions agree", async () => {
    const here = stage({ config: false });
    here.write("moves.csv", `${MOVES.join("\r\n")}\r\n`);
    const ran = await here.run("replay", "moves.csv");
    expect([ran.exit, ran.err]).toEqual([0, ""]);
    expect(ran.out).toBe(
      [
        "3 moves judged; 2 where the record begins: row 1, row 2",
        "2 trains, 1 of them rolled back somewhere",
        "before every move its stop ran what the record says",
        "none would be refused",
        "",
      ].join("\n"),
    );
  });

  test("names what would be refused, and why, as text and as JSON", async () => {
    const here = stage({ config: false });
    here.write("moves.csv", [...MOVES, "2026-01-04T12:00:00Z,c5,all,v1.1,v1.3,promote,conductor-a,"].join("\n"));
    const text = await here.run("replay", "moves.csv");
    expect(text.exit).toBe(0);
    expect(text.out).toMatch(
      /1 would be refused:\nROW +STOP +VERSION +WHY\n6 +all +v1\.3 +.*has not passed canary\/all/,
    );
    const ran = await here.run("replay", "moves.csv", "--json");
    expect(ran.json()).toMatchObject({ steps: 4, refused: [{ row: 6, by: ["previous_stop"] }] });
  });

  test("exits 2 where a stop did not run what its next row says", async () => {
    const here = stage({ config: false });
    here.write("moves.csv", MOVES.toSpliced(4, 1).join("\n"));
    const ran = await here.run("replay", "moves.csv");
    expect(ran.exit).toBe(2);
    expect(ran.out).toContain("row 4: the stop ran v1.1, the record says v1.2");
  });

  test("takes the order of stops, so that it need not be that of the file", async () => {
    const here = stage({ config: false });
    const [head = "", canary = "", all = "", ...rest] = MOVES;
    here.write("moves.csv", [head, all, canary, ...rest].join("\n"));
    expect((await here.run("replay", "moves.csv", "--json")).json()["refused"]).toMatchObject([{ row: 3 }]);
    const ran = await here.run("replay", "moves.csv", "--stops", "canary, all", "--json");
    expect(ran.json()["refused"]).toEqual([]);
  });

  test("refuses a file that is none, with every wrong line", async () => {
    const here = stage({ config: false });
    here.write("columns.csv", "at,stop\n1,2\n");
    expect((await here.run("replay", "columns.csv")).err).toContain("has no column at_utc, from_version");
    here.write("short.csv", `${HEAD}\n2026-01-01T12:00:00Z,c1\n`);
    expect((await here.run("replay", "short.csv")).err).toContain("2 values on line 2");
    here.write("quote.csv", `${HEAD}\n"2026\n`);
    expect((await here.run("replay", "quote.csv")).err).toContain("cannot be read from line 2 on");
    here.write("values.csv", `${HEAD}\nyesterday,c1,all,v1,,promote,a,\n2026-01-01T12:00:00Z,c1,all,v1,v2,jump,a,\n`);
    const ran = await here.run("replay", "values.csv");
    expect(ran.exit).toBe(1);
    for (const text of ["line 2: to_version is empty", "line 2: it is no moment", "line 3: it is no kind of move"]) {
      expect(ran.err).toContain(text);
    }
    expect((await here.run("replay", "missing.csv")).err).toContain("there is no such file");
  });
});
