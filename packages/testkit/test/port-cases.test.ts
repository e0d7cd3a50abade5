import { describe, test } from "vitest";
import { memorySuites } from "./memory-suites.ts";

describe.each(Object.keys(memorySuites))("%s in memory conforms", (suite) => {
  for (const { name, run } of memorySuites[suite] ?? []) test(name, run);
});
