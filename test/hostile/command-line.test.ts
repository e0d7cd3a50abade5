import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { weekly } from "../../packages/cli/test/support/line.ts";
import { type Ran, stage } from "../../packages/cli/test/support/stage.ts";
import { HOSTILE, hostileText, mutated, UNPRINTABLE } from "./texts.ts";

const COMMANDS = [
  ...readFileSync(new URL("../../packages/cli/README.md", import.meta.url), "utf8").matchAll(/^\| +`([a-z-]+)[ `]/gm),
].map(([, name]) => name ?? "");

function expectPlain({ exit, out, err }: Ran, json: boolean): void {
  expect([0, 1, 2, 3]).toContain(exit);
  expect(out).not.toMatch(UNPRINTABLE);
  expect(err).not.toMatch(UNPRINTABLE);
  expect(err).not.toMatch(/\n\s+at /);
  expect(err).not.toContain("something went wrong inside");
  if (json && out !== "") expect(() => JSON.parse(out) as unknown).not.toThrow();
}

test("F65 whatever the arguments are, an answer comes, and it can be printed", async () => {
  const { run } = stage();
  const word = fc.oneof(
    hostileText,
    fc.constantFrom("line.json", "--json", "--as", "lead", "--from", "--to", "--help", "--", "-", "--reason"),
    hostileText.map((text) => `--${text}`),
    hostileText.map((text) => `--from=${text}`),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom("", ...COMMANDS), fc.array(word, { maxLength: 5 }), async (command, words) => {
      // Not the one that goes on for hours.
      if (command === "conduct") return;
      const argv = command === "" ? words : [command, ...words];
      expectPlain(await run(...argv), argv.includes("--json"));
    }),
    { numRuns: 250 },
  );
});

test("the commands are those of the program", async () => {
  expect(COMMANDS.length).toBeGreaterThan(20);
});

test("F65 F57 a line with parts replaced is refused or shown, never without a word", async () => {
  const { write, run } = stage({ config: false });
  await fc.assert(
    fc.asyncProperty(mutated(weekly), fc.constantFrom("lint", "timetable", "roster"), async (line, command) => {
      write("line.json", JSON.stringify(line));
      const ran = await run(command, "line.json");
      expectPlain(ran, false);
      expect(ran.out + ran.err).not.toBe("");
    }),
    { numRuns: 150 },
  );
});

test("F65 a line file that is anything but JSON says what is wrong", async () => {
  const { write, run } = stage({ config: false });
  for (const text of [...HOSTILE, '{"id":', "\ufeff{}", "[".repeat(100_000), "\u0000\u0001"]) {
    write("line.json", text);
    const ran = await run("lint", "line.json");
    expectPlain(ran, false);
    expect(ran.exit).toBe(1);
  }
});
