import { describe, expect, test } from "vitest";
import { brokenVersions } from "./broken/versions.ts";
import { hasFile, readText, trackedFiles } from "./support/repository.ts";

interface Row {
  /** `F1` to `F95`, or `R1` to `R54`. */
  readonly number: string;
  readonly says: string;
  readonly tests: string;
}

/** A file of tests by its short name, and a part of a test's name. */
interface Proof {
  readonly number: string;
  readonly short: string;
  readonly path: string;
  readonly part: string;
}

const ROW = /^\| ([FR]\d+) \| (.+) \| (.+) \|$/;
const PROOF = /^\[([^\]]+)\]\(\.\.\/([^)]+)\) "([^"]+)"$/;
/** What is written between quotes on one line: names of tests, and of cases. */
const QUOTED = /(["'`])((?:(?!\1).)+)\1/g;
const NUMBER = /\b[FR]\d{1,2}\b/g;

function rowsOf(page: string): readonly Row[] {
  return page
    .split("\n")
    .map((line) => ROW.exec(line))
    .flatMap((found) =>
      found === null ? [] : [{ number: found[1] ?? "", says: found[2] ?? "", tests: found[3] ?? "" }],
    );
}

/** Throws where a cell is not written as it must be. */
function proofsOf({ number, tests }: Row): readonly Proof[] {
  if (tests === "none") return [];
  return tests.split("<br>").map((cell) => {
    const [, short, path, part] = PROOF.exec(cell) ?? [];
    if (short === undefined || path === undefined || part === undefined) throw new Error(`${number}: ${cell}`);
    return { number, short, path, part };
  });
}

/** Where a short name leads: `core/plan/crash`, `cases/mirror`, `core/a-suite`, and `end-to-end` for the whole repository. */
function pathOf(short: string): string {
  const [first = "", ...rest] = short.split("/");
  const ending = short.endsWith("-suite") ? ".ts" : ".test.ts";
  if (first === "cases") return `packages/testkit/src/${rest.join("/")}-cases.ts`;
  if (hasFile(`packages/${first}`)) return `packages/${first}/test/${rest.join("/")}${ending}`;
  return `test/${short}${ending}`;
}

function numbersIn(name: string): readonly string[] {
  return name.match(NUMBER) ?? [];
}

const names = new Map<string, readonly string[]>();

function namesIn(path: string): readonly string[] {
  const known =
    names.get(path) ??
    readText(path)
      .split("\n")
      .flatMap((line) => [...line.matchAll(QUOTED)].map(([, , text = ""]) => text));
  names.set(path, known);
  return known;
}

function isHeldBy({ number, path, part }: Proof): boolean {
  return namesIn(path).some((name) => name.includes(part) && numbersIn(name).includes(number));
}

const maps = [
  { page: "docs/faults.md", letter: "F", last: 95 },
  { page: "docs/requirements.md", letter: "R", last: 54 },
];

describe.each(maps)("$page", ({ page, letter, last }) => {
  const rows = rowsOf(readText(page));

  test("has each number once, in order", () => {
    const numbers = Array.from({ length: last }, (_none, index) => `${letter}${index + 1}`);
    expect(rows.map(({ number }) => number)).toEqual(numbers);
    expect(readText(page).match(new RegExp(`^\\| *${letter}\\d`, "gm"))).toHaveLength(last);
  });

  test("names tests for each row, or says why there are none", () => {
    const reason = /Does not apply\b.{20}|Wanted differently, because .{20}/;
    expect(rows.filter(({ says, tests }) => tests === "none" && !reason.test(says))).toEqual([]);
    expect(rows.filter(({ says }) => !/^.{20,}\.$/.test(says))).toEqual([]);
  });

  test("names files that exist, each by its short name, and no test twice in a row", () => {
    const proofs = rows.map(proofsOf);
    expect(proofs.flat().filter(({ short, path }) => pathOf(short) !== path || !hasFile(path))).toEqual([]);
    const keys = proofs.map((row) => row.map(({ path, part }) => `${path} ${part}`));
    expect(keys.filter((row) => new Set(row).size !== row.length)).toEqual([]);
  });

  test("names tests that are there, and cite the number", () => {
    const proofs = rows.flatMap(proofsOf).filter(({ path }) => hasFile(path));
    expect(proofs.filter((proof) => !isHeldBy(proof))).toEqual([]);
  });
});

test("what is broken on purpose is noticed by a file that the map names for it", () => {
  const proofs = rowsOf(readText("docs/faults.md")).flatMap(proofsOf);
  const named = (path: string, numbers: readonly string[]): boolean =>
    numbers.length > 0 &&
    numbers.every((one) => proofs.some(({ number, path: file }) => number === one && file === path));
  const missing = brokenVersions.filter(({ test: path, fails }) => !named(path, numbersIn(fails)));
  expect(missing.map(({ name, fails }) => `${name}: ${fails}`)).toEqual([]);
});

test("no test cites a number that the maps do not have", () => {
  const known = new Set(maps.flatMap(({ page }) => rowsOf(readText(page)).map(({ number }) => number)));
  const files = trackedFiles().filter((path) => /(\.test|-suite|-cases)\.ts$/.test(path));
  const cited = files.flatMap((path) =>
    namesIn(path)
      .filter((name) => /^[FR]\d{1,2}\b[ :,]/.test(name))
      .flatMap((name) => numbersIn(name).map((number) => `${path} ${number}`)),
  );
  expect(cited.length).toBeGreaterThan(300);
  expect(cited.filter((one) => !known.has(one.split(" ")[1] ?? ""))).toEqual([]);
});
