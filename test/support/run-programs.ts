/** Runs the programs in the folders that are named, one after the other, and prints as JSON what each printed and how it failed. */
import { pathToFileURL } from "node:url";
import { format } from "node:util";

const began = process.cwd();
const ran: Record<string, { readonly printed: string; readonly failed?: string }> = {};
const log = console.log;

for (const name of process.argv.slice(2)) {
  const lines: string[] = [];
  console.log = console.error = (...said: unknown[]) => void lines.push(format(...said));
  process.chdir(`${began}/${name}`);
  let failed: string | undefined;
  try {
    await import(pathToFileURL(`${began}/${name}/program.ts`).href);
  } catch (error) {
    failed = format(error);
  }
  ran[name] = { printed: lines.join("\n"), ...(failed !== undefined && { failed }) };
}

process.chdir(began);
log(JSON.stringify(ran));
