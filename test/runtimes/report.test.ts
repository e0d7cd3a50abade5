import { expect, test } from "vitest";
import { type Job, type Report, reports } from "./report.ts";

const right = { name: "plan" };
const wrong = { name: "apply", wrong: "2, not 1\nof 1" };

async function all(jobs: readonly Job[], width = 2): Promise<readonly Report[]> {
  const found: Report[] = [];
  for await (const report of reports(jobs, width)) found.push(report);
  return found;
}

test("what is neither here nor to be fetched is missing, and fails", async () => {
  const job: Job = { name: "Bun", run: () => Promise.resolve(undefined) };
  expect(await all([job])).toEqual([
    { lines: ["missing  Bun: it is not installed and could not be fetched"], passed: 0, failed: 1 },
  ]);
});

test("each check counts, and what is wrong is told below", async () => {
  const parts = { mirrors: [right, wrong], modules: [right] };
  const [report] = await all([{ name: "Bun", run: () => Promise.resolve({ name: "Bun 1.4.5", parts }) }]);
  expect(report).toEqual({
    lines: ["FAILED   Bun 1.4.5: mirrors 1 of 2, modules 1 of 1", "         apply: 2, not 1\n         of 1"],
    passed: 2,
    failed: 1,
  });
});

test("whatever is thrown is one failure, and the others go on", async () => {
  const [first, second] = await all([
    { name: "Bun", run: () => Promise.reject(new Error("no server")) },
    {
      name: "Deno",
      run: () => Promise.resolve({ name: "Deno 2.9.6", parts: { cases: [right] }, text: "3 of 3 cases" }),
    },
  ]);
  expect(first).toEqual({ lines: ["FAILED   Bun: no server"], passed: 0, failed: 1 });
  expect(second).toEqual({ lines: ["ok       Deno 2.9.6: 3 of 3 cases"], passed: 1, failed: 0 });
});

test("no more jobs run at a time than there is room for, and reports keep the order of the jobs", async () => {
  let [running, most] = [0, 0];
  const begun: string[] = [];
  const job = (name: string, turns: number): Job => ({
    name,
    run: async () => {
      begun.push(name);
      most = Math.max(most, (running += 1));
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      running -= 1;
      return { name, parts: {} };
    },
  });
  const names = ["a", "b", "c", "d", "e"];
  const found = await all(names.map((name, at) => job(name, 50 - at * 10)));
  expect(found.map(({ lines }) => lines[0]?.split(/\s+|:/)[1])).toEqual(names);
  expect([most, begun]).toEqual([2, names]);
});
