import type { Command } from "../command.ts";
import { givenTexts, needed, oneOf, TRAIN_OPTION, trainOfId } from "../moves/given.ts";
import { moveGroup } from "../moves/move-command.ts";

const COURSES = ["rollback", "rollForward", "retry", "extend", "hold", "skip", "abandon", "goOn"] as const;

/** What is wrong with a train, and what is done about it (R18). */
export const problemCommand: Command = moveGroup(
  {
    name: "problem",
    summary: "What is wrong, and what is done: open, decide, close",
    options: {
      summary: { value: "TEXT", help: "open: what is wrong, in one sentence" },
      target: { value: "STOP/TARGET", help: "open: where (default: the whole train)" },
      service: { value: "SERVICE", repeated: true, help: "open: services concerned (default: all riders)" },
      call: { value: "TEXT", help: "open: where people meet to look at it" },
      ...TRAIN_OPTION,
    },
    notes: [`COURSE is ${COURSES.slice(0, -1).join(", ")} or ${COURSES.at(-1) ?? ""}; decide needs --reason.`],
  },
  {
    open: {
      names: ["TRAIN"],
      options: ["summary", "target", "service", "call"],
      needs: ["summary"],
      build: ({ given, names: [train = ""], by }) => ({
        act: "openProblem",
        by,
        train,
        summary: needed(given, "summary"),
        ...givenTexts(given, "target", "call"),
        ...(given.texts("service").length > 0 && { services: given.texts("service") }),
      }),
    },
    decide: {
      names: ["PROBLEM", "COURSE"],
      options: ["train"],
      needs: ["reason"],
      build: (asked) => {
        const [problem = "", word] = asked.names;
        const course = oneOf(asked, "COURSE", word, COURSES);
        const train = trainOfId(asked, problem);
        return { act: "decideProblem", by: asked.by, train, problem, course, reason: needed(asked.given, "reason") };
      },
    },
    close: {
      names: ["PROBLEM"],
      options: ["train"],
      build: (asked) => {
        const [problem = ""] = asked.names;
        return { act: "closeProblem", by: asked.by, train: trainOfId(asked, problem), problem };
      },
    },
  },
);
