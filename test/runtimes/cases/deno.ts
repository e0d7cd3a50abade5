import { cases } from "./suites.ts";

/** The part of Deno that is used here. */
declare const Deno: { test(name: string, run: () => Promise<void>): void };

for (const { name, run } of cases) Deno.test(name, run);
