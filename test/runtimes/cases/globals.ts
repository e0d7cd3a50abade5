import { cases } from "./suites.ts";

/** Of Bun, and of vitest where it is asked to. */
declare const test: (name: string, run: () => Promise<void>) => void;

for (const { name, run } of cases) test(name, run);
