import { lintLine, span, timetable, type TrainLine } from "@footplate/core";
import { parseFacts, parseLine } from "@footplate/core/schema";
import { describe, expect, test } from "vitest";
import { fencesOf } from "./support/fences.ts";
import { readText } from "./support/repository.ts";

const page = readText("docs/line.md");
const fences = fencesOf(page).map(({ tag, line, text }) => ({ tag, line, json: tag.startsWith("json") ? text : "" }));
const [smallest] = fences.filter(({ tag }) => tag === "json line");
const year = span("2026-11-02T00:00:00Z", "P365D");

describe("the page on the line document", () => {
  test("shows samples at all, the smallest line first", () => {
    expect(fences.filter(({ tag }) => tag === "json line").length).toBeGreaterThan(4);
    expect(fences.filter(({ tag }) => tag === "json era").length).toBeGreaterThan(2);
    expect(fences.map(({ tag }) => tag)[0]).toBe("json line");
  });

  test.each(fences.filter(({ tag }) => tag === "json line" || tag === "json era"))(
    "$tag sample of line $line is a line without error, but for windows on days when nothing goes",
    ({ tag, json }) => {
      const whole = lineWith(tag, JSON.parse(json));
      const errors = lintLine(whole, year).filter(
        ({ severity, code }) => severity === "error" && !code.startsWith("window_"),
      );
      expect(errors).toEqual([]);
    },
  );

  test("its facts are facts, and each of them counts", () => {
    const [sample] = fences.filter(({ tag }) => tag === "json facts");
    const facts = parseFacts(JSON.parse(sample?.json ?? ""));
    if (!facts.ok) throw new Error(JSON.stringify(facts.problems));
    const [, , roomy] = fences.filter(({ tag }) => tag === "json era");
    const { findings, windows, trains } = timetable(
      lineWith("json era", JSON.parse(roomy?.json ?? "")),
      facts.facts,
      year,
    );
    expect(findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    expect(windows.filter(({ kind }) => kind === "guest")).toHaveLength(1);
    expect(windows.filter(({ moved }) => moved === true)).toHaveLength(1);
    expect(trains.filter(({ status }) => status === "cancelled").map(({ id }) => id)).toEqual(["shop/e1.2"]);
  });

  test("names every field of a line", () => {
    const sources = ["line", "conduct-policy"].map((name) => readText(`packages/core/src/line/${name}.ts`)).join("");
    const fields = new Set([...sources.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name));
    expect([...fields].filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`))).toEqual([]);
  });

  test("names every default of the policy that trains are conducted by, and every kind of announcement", () => {
    const source = readText("packages/core/src/line/conduct-policy.ts");
    const policy = source.slice(source.indexOf("export interface ConductPolicy"));
    const rows = [...policy.matchAll(/@default `(PT\w+)` \*\/\s+readonly (\w+)/g)];
    expect(rows.length).toBeGreaterThan(6);
    for (const [, value = "", name = ""] of rows) {
      const row = page.split("\n").find((one) => one.startsWith(`| \`${name}\` `));
      expect([name, row?.split("|").at(-2)?.trim()]).toEqual([name, `\`${value}\``]);
    }
    const kinds = /type AnnouncementKind =([^;]*);/.exec(source)?.[1]?.match(/\w+/g) ?? [];
    expect(kinds.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
  });
});

/** The smallest line with these fields, or with its era having these. Throws with all problems. */
function lineWith(tag: string, fields: Readonly<Record<string, unknown>>): TrainLine {
  const base = JSON.parse(smallest?.json ?? "{}");
  const input = tag === "json era" ? { ...base, eras: [{ ...base.eras[0], ...fields }] } : { ...base, ...fields };
  const parsed = parseLine(input);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, undefined, 2));
  return parsed.line;
}
