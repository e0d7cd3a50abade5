import { describe, test } from "vitest";
import { journalCases, virtualClock } from "@footplate/testkit";
import { openJournal } from "../src/index.ts";
import { closing, newFile } from "./support.ts";

describe("a journal in SQLite conforms", () => {
  const cases = journalCases(async () => {
    const clock = virtualClock("2026-01-01T00:00:00Z");
    const options = { file: newFile(), now: clock.epochMs };
    const journal = closing(openJournal(options));
    return {
      journal,
      advance: clock.advance,
      reopen: async () => {
        journal.close();
        return closing(openJournal(options));
      },
    };
  });
  for (const { name, run } of cases) test(name, run);
});
