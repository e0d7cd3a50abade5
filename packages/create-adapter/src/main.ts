import { createInterface } from "node:readline/promises";
import { run } from "./run.ts";

const { stdin, stdout, stderr } = process;
const lines = stdin.isTTY && stdout.isTTY ? createInterface({ input: stdin, output: stdout }) : undefined;
// A question that nobody answers ends the process without a word: that is no success.
process.exitCode = 1;
void run(process.argv.slice(2), {
  cwd: process.cwd(),
  stdout: (text) => void stdout.write(text),
  stderr: (text) => void stderr.write(text),
  ...(lines && { ask: (question) => lines.question(question) }),
}).then((code) => {
  process.exitCode = code;
  lines?.close();
});
