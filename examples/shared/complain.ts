import { FootplateError } from "@footplate/core";

/** Runs a program; an error that names a way out is said, and ends it with 1. */
export async function complain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof FootplateError)) throw error;
    console.error(`${error.message}: ${error.hint ?? ""}`);
    for (const { path, message, hint } of error.problems) console.error(`  ${path}: ${message}; ${hint}`);
    process.exitCode = 1;
  }
}
