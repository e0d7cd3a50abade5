import { parseArgs } from "node:util";
import type { AnswerProblem, Answers } from "./answers.ts";

const FLAGS = ["port", "identity", "runner", "folder", "package"] as const;

/** What the command line says. */
export interface Read {
  readonly answers: Partial<Answers>;
  readonly help: boolean;
  readonly guide: boolean;
  readonly problems: readonly AnswerProblem[];
}

/** Reads the command line; what cannot be understood is a problem, and does not end the reading. */
export function readArguments(words: readonly string[]): Read {
  const options = {
    help: { type: "boolean", short: "h" },
    guide: { type: "boolean" },
    ...Object.fromEntries(FLAGS.map((name) => [name, { type: "string" } as const])),
  } as const;
  const { tokens } = parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true });
  const answers: Record<string, string> = {};
  const problems: AnswerProblem[] = [];
  let help = false;
  let guide = false;
  const note = (answer: string, value: string): void => {
    if (Object.hasOwn(answers, answer))
      problems.push({ answer, message: `${answer} is given twice`, hint: "give it once" });
    else answers[answer] = value;
  };
  for (const token of tokens) {
    if (token.kind === "positional") note("name", token.value);
    else if (token.kind === "option" && token.name === "help") help = true;
    else if (token.kind === "option" && token.name === "guide") guide = true;
    else if (token.kind === "option") {
      const known = FLAGS.some((name) => name === token.name);
      if (!known)
        problems.push({
          answer: token.rawName,
          message: `${token.rawName} is not known`,
          hint: `there are ${FLAGS.map((name) => `--${name}`).join(", ")}`,
        });
      else if (token.value === undefined)
        problems.push({ answer: token.name, message: `${token.rawName} says nothing`, hint: "give it a value" });
      else note(token.name, token.value);
    }
  }
  return { answers, help, guide, problems };
}
