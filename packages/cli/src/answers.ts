import type { Answer, FactType, GivenAnswer, Problem } from "@footplate/core";
import { problem } from "./bad-input.ts";
import type { Given, Option } from "./command.ts";

/** The options that answer what an earlier plan asked. */
export const ANSWER_OPTIONS: Readonly<Record<string, Option>> = {
  adopt: { value: "KEY", repeated: true, help: "take over what was edited by hand" },
  revert: { value: "KEY", repeated: true, help: "put back what was edited by hand" },
  recreate: { value: "KEY", repeated: true, help: "make again what was deleted by hand" },
  dismiss: { value: "KEY", repeated: true, help: "leave deleted what was deleted by hand" },
};

const ANSWERS = ["adopt", "revert", "recreate", "dismiss"] as const satisfies readonly Answer[];
const RECORDED: Readonly<Record<Answer, FactType | undefined>> = {
  adopt: "windowMoved",
  revert: undefined,
  recreate: "recreationRequested",
  dismiss: "deletionAccepted",
};

/** The answers given, in the order of the options. */
export function answersOf(given: Given): readonly GivenAnswer[] {
  return ANSWERS.flatMap((answer) => given.texts(answer).map((text) => ({ ...place(text), answer })));
}

/** Answers that contradict each other. */
export function answerProblems(answers: readonly GivenAnswer[]): readonly Problem[] {
  return answers.flatMap((one, index) => {
    const other = answers
      .slice(0, index)
      .find(({ key, mirror, answer }) => key === one.key && answer !== one.answer && overlap(mirror, one.mirror));
    if (other === undefined) return [];
    return [problem(`--${one.answer}`, one.key, `it is answered with --${other.answer} as well`, "give one answer")];
  });
}

/** The facts that the answers may record. */
export function recordedBy(answers: readonly GivenAnswer[]): readonly FactType[] {
  return [...new Set(answers.flatMap(({ answer }) => RECORDED[answer] ?? []))];
}

/** A key, or a key of one mirror: `calendar:KEY`. */
function place(text: string): Pick<GivenAnswer, "key" | "mirror"> {
  for (const mirror of ["noticeBoard", "calendar", "onCall", "trainTickets"] as const) {
    if (text.startsWith(`${mirror}:`)) return { mirror, key: text.slice(mirror.length + 1) };
  }
  return { key: text };
}

function overlap(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
