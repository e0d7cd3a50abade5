import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { openJournal } from "../src/index.ts";
import { closing, newFile } from "./support.ts";

const script = fileURLToPath(new URL("child/append.ts", import.meta.url));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(file: string, name: string, wanted: number) {
  const child = spawn(process.execPath, ["--conditions=@footplate/source", script, file, name, String(wanted)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  const acknowledged: string[] = [];
  const errors: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (text) => acknowledged.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  const ended = once(child, "close").then(([code]: unknown[]) => code);
  return { child, lines, acknowledged, errors, ended };
}

async function stored(file: string): Promise<readonly string[]> {
  const journal = closing(openJournal({ file }));
  const streams = await journal.notes("line");
  return streams.flatMap((stream) => stream.notes.map((one) => ("nonce" in one ? one.nonce : "")));
}

describe("several processes", () => {
  test("F68 four that make the journal and append at once lose and double nothing", async () => {
    const file = newFile();
    const running = ["a", "b", "c", "d"].map((name) => start(file, name, 25));
    for (const one of running) {
      const code = await one.ended;
      expect([code, one.errors.filter((text) => !text.includes("ExperimentalWarning"))]).toEqual([0, []]);
    }
    const all = await stored(file);
    expect(all.toSorted()).toEqual(running.flatMap((one) => one.acknowledged).toSorted());
    expect(new Set(all).size).toBe(100);
  });

  test("F67 kill -9 in the middle of appending keeps everything that was acknowledged", async () => {
    for (const enough of [1, 7, 40]) {
      const file = newFile();
      const one = start(file, "a", 1_000_000);
      await new Promise<void>((resolve) => {
        one.lines.on("line", () => {
          if (one.acknowledged.length >= enough) resolve();
        });
      });
      one.child.kill("SIGKILL");
      await one.ended;
      const all = await stored(file);
      expect(all).toEqual(all.map((_nonce, index) => `a-${index}`));
      expect(all.slice(0, one.acknowledged.length)).toEqual(one.acknowledged);
      expect(all.length).toBeGreaterThanOrEqual(enough);
    }
  });
});
