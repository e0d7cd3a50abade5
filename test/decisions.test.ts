import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readText, root } from "./support/repository.ts";

const records = readdirSync(join(root, "docs/decisions"))
  .filter((name) => name !== "README.md")
  .toSorted();

test("decision records are numbered without a gap", () => {
  expect(records.length).toBeGreaterThan(0);
  expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_name, index) => index + 1));
});

describe.each(records)("docs/decisions/%s", (name) => {
  const record = readText(`docs/decisions/${name}`);

  test("is named and titled by number and subject", () => {
    expect(name).toMatch(/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*\.md$/);
    expect(record).toMatch(new RegExp(`^# ${name.slice(0, 4)}: \\S.*\\n\\nStatus: (accepted|replaced by \\d{4})\\n`));
  });

  test("says why, what, and what follows, in this order", () => {
    const headings = [...record.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(["Why", "Decision", "What follows"]);
  });
});
