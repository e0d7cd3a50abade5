import { readFileSync } from "node:fs";
import { badInput } from "./bad-input.ts";
import type { Command, Outcome } from "./command.ts";
import { GROUPS } from "./command-groups.ts";
import { commandHelp, programHelp } from "./help.ts";
import type { CliIo } from "./io.ts";
import { nameHint } from "./nearest.ts";
import { jsonText } from "./json-text.ts";
import { createOutput, type Output } from "./output.ts";
import { readArguments } from "./read-arguments.ts";
import { reportError } from "./report-error.ts";

const COMMANDS: readonly Command[] = GROUPS.flatMap(({ commands }) => commands);

/**
 * Runs the command line with the arguments that follow the program's name. Resolves with the exit code: 0 fine, 1 could
 * not run or was refused, 2 something waits, 3 it ran and a service did not do as asked. Never rejects. With `--json`, stdout gets exactly one JSON document.
 */
export async function run(argv: readonly string[], io: CliIo): Promise<number> {
  const words = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined);
  const out = createOutput(io, words.includes("--json"));
  let outcome: Outcome;
  try {
    outcome = await answer(argv, io, out);
  } catch (error) {
    outcome = reportError(error, io);
  }
  if (out.json) io.stdout(`${jsonText(outcome.value)}\n`);
  return outcome.exit;
}

async function answer(argv: readonly string[], io: CliIo, out: Output): Promise<Outcome> {
  const place = argv.findIndex((word) => !word.startsWith("-"));
  const name = argv[place];
  if (name === undefined) return programAnswer(argv, out);
  // Whoever asks for help in this way means the command that follows.
  if (name === "help") return answer([...argv.toSpliced(place, 1), "--help"], io, out);
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) {
    const names = COMMANDS.map((one) => one.name);
    throw badInput(`there is no command ${JSON.stringify(name)}`, nameHint(name, names));
  }
  const given = readArguments(command, argv.toSpliced(place, 1));
  if (given.flag("help")) {
    out.say(commandHelp(command));
    return { exit: 0, value: { help: commandHelp(command) } };
  }
  return command.run({ given, io, out });
}

function programAnswer(argv: readonly string[], out: Output): Outcome {
  const unknown = argv.find((word) => !["--help", "-h", "--version", "--json"].includes(word));
  if (unknown !== undefined) {
    throw badInput(`there is no option ${JSON.stringify(unknown)} without a command`, "see footplate --help");
  }
  if (argv.includes("--version")) {
    const version = ownVersion();
    out.say(`${version}\n`);
    return { exit: 0, value: { version } };
  }
  const help = programHelp(GROUPS);
  if (!argv.includes("--help") && !argv.includes("-h")) throw badInput("no command is given", "see footplate --help");
  out.say(help);
  return { exit: 0, value: { help } };
}

/** From the package's own manifest, which lies above the sources and the built files alike. */
function ownVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const version = typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : "";
  return String(version);
}
