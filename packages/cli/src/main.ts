const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major > 22 || (major === 22 && minor >= 13)) void main();
else {
  const message = `footplate needs Node 22.13 or later; this is ${process.versions.node}`;
  process.stderr.write(`${message}\n`);
  if (process.argv.includes("--json")) {
    process.stdout.write(
      `${JSON.stringify({ error: { code: "unsupported", message, hint: "install a newer Node" } })}\n`,
    );
  }
  process.exitCode = 1;
}

async function main(): Promise<void> {
  quietHarmless();
  // Loaded late: an older Node fails to load it, and not with a sentence.
  const { run } = await import("./run.ts");
  const { stdout, stderr, env } = process;
  // A promise that nothing will ever settle ends the process without a word: that is no success.
  process.exitCode = 1;
  const terminal = stdout.isTTY && env["TERM"] !== "dumb";
  // Whoever reads may stop reading, as `head` does.
  stdout.on("error", () => process.exit());
  stderr.on("error", () => undefined);
  process.exitCode = await run(process.argv.slice(2), {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    env,
    cwd: process.cwd(),
    colour: terminal,
    ...(terminal && { screen: () => ({ columns: stdout.columns, rows: stdout.rows }) }),
    signal: stopSignal(),
  });
}

/** Aborts on the first SIGINT or SIGTERM (F70); the second ends the process at once (F71). */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const [name, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(code);
      // A line of progress may be open.
      process.stderr.write("\nStopping after what is under way; once more to stop at once.\n");
      controller.abort(new Error(`stopped by ${name}`));
    });
  }
  return controller.signal;
}

/** Said of SQLite and of reading TypeScript, and of a config in a folder without `"type": "module"`: nothing goes wrong. */
const HARMLESS = ["ExperimentalWarning", "MODULE_TYPELESS_PACKAGE_JSON"];

function quietHarmless(): void {
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    const code = "code" in warning ? String(warning.code) : "";
    if (!HARMLESS.includes(warning.name) && !HARMLESS.includes(code)) {
      process.stderr.write(`${warning.name}: ${warning.message}\n`);
    }
  });
}
