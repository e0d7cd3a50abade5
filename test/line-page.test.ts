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
    const source = readText("packages/core/src/line/line.ts");
    const fields = new Set([...source.matchAll(/readonly (\w+)\??:/g)].map(([, name]) => name));
    expect([...fields].filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`))).toEqual([]);
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
