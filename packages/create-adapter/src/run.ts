import { relative, resolve } from "node:path";
import type { AnswerProblem, Answers } from "./answers.ts";
import { type Ask, askMissing } from "./ask.ts";
import { GUIDE, guide } from "./guide.ts";
import { judgeAnswers } from "./judge-answers.ts";
import { readArguments } from "./read-arguments.ts";
import { templates, withoutTemplate } from "./templates.ts";
import { writePackage } from "./write-package.ts";

/** What the command can use of its surroundings. */
export interface Surroundings {
  readonly cwd: string;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Absent where nobody can be asked. */
  readonly ask?: Ask;
}

/** Runs the command; answers its exit code. */
export async function run(words: readonly string[], { cwd, stdout, stderr, ask }: Surroundings): Promise<number> {
  const { answers: given, help, guide: guideAsked, problems } = readArguments(words);
  if (help) {
    stdout(HELP);
    return 0;
  }
  if (guideAsked) {
    stdout(guide());
    return 0;
  }
  if (problems.length > 0) {
    // Nobody is asked for the rest where what was said cannot be used; but all that is wrong is said.
    const rest = judgeAnswers(absolute(given, cwd));
    stderr(refusal([...problems, ...(rest.ok ? [] : rest.problems)]));
    return 1;
  }
  const answers = ask === undefined ? given : await askMissing(given, ask);
  const result = judgeAnswers(absolute(answers, cwd));
  if (!result.ok) {
    stderr(refusal(result.problems));
    return 1;
  }
  const { judged } = result;
  const files = writePackage(judged);
  const folder = relative(cwd, judged.folder) || ".";
  stdout(
    `Made ${judged.packageName} for ${judged.template.port} in ${folder}:\n${files.map((file) => `  ${file}\n`).join("")}`,
  );
  stdout(
    `\nNext:\n  cd ${folder}\n  npm install\n  npm test\n\nThen make the fake say what the service does. The guide:\n  ${GUIDE}\n`,
  );
  return 0;
}

/** The folder as it is from anywhere; its default depends on the package's name, and is left to be judged. */
function absolute(answers: Partial<Answers>, cwd: string): Partial<Answers> {
  const { name = "", folder, package: packageName = `adapter-${name}` } = answers;
  const below = folder ?? packageName.split("/").at(-1) ?? "";
  return { ...answers, folder: below === "" ? "" : resolve(cwd, below) };
}

function refusal(problems: readonly AnswerProblem[]): string {
  return problems.map(({ answer, message, hint }) => `${answer}: ${message}\n  ${hint}\n`).join("");
}

const HELP = `Makes a package with an adapter for one port of Footplate.

  create-adapter <name> --port <port> [--identity <identity>] [--runner node|vitest]
                 [--folder <folder>] [--package <name of the package>]

Ports: ${templates.map(({ port }) => port).join(", ")}.
Written by hand: ${withoutTemplate.join(", ")}. See --guide, which prints how an adapter is written.
What is missing is asked for on a terminal.
`;
