import type { Command } from "../command.ts";
import { givenTexts, needed, WINDOW_MOMENT_NOTE, windowMoment } from "../moves/given.ts";
import { moveGroup } from "../moves/move-command.ts";

/** Windows in use, and those still to come. */
export const windowCommand: Command = moveGroup(
  {
    name: "window",
    summary: "Windows: complete, cancel, move, reopen, claim, join",
    options: {
      start: { value: "INSTANT|DATE", help: "move, reopen: when it begins (reopen: in five minutes)" },
      end: { value: "INSTANT|DATE", help: "move: its planned end" },
      length: { value: "DURATION", help: "reopen: how long, such as PT30M" },
      person: { value: "PERSON", help: "join: who is there, said by a lead (default: the author)" },
    },
    notes: [
      "cancel needs --reason. timetable --ids shows the ids; review says that times are right; extend moves an end.",
      WINDOW_MOMENT_NOTE,
    ],
  },
  {
    complete: {
      names: ["WINDOW"],
      options: [],
      build: ({ names: [window = ""], by }) => ({ act: "completeWindow", by, window }),
    },
    cancel: {
      names: ["WINDOW"],
      options: [],
      needs: ["reason"],
      build: ({ given, names: [window = ""], by }) => ({
        act: "cancelWindow",
        by,
        window,
        reason: needed(given, "reason"),
      }),
    },
    move: {
      names: ["WINDOW"],
      options: ["start", "end"],
      needs: ["start", "end"],
      build: (asked) => {
        const [window = ""] = asked.names;
        const [start = "", end = ""] = [windowMoment(asked, window, "start"), windowMoment(asked, window, "end")];
        return { act: "moveWindow", by: asked.by, window, start, end };
      },
    },
    reopen: {
      names: ["WINDOW"],
      options: ["start", "length"],
      needs: ["length"],
      build: (asked) => {
        const [window = ""] = asked.names;
        const start = windowMoment(asked, window, "start");
        const length = needed(asked.given, "length");
        return { act: "reopen", by: asked.by, window, length, ...(start !== undefined && { start }) };
      },
    },
    claim: { names: ["WINDOW"], options: [], build: ({ names: [window = ""], by }) => ({ act: "claim", by, window }) },
    join: {
      names: ["WINDOW"],
      options: ["person"],
      build: ({ given, names: [window = ""], by }) => ({ act: "join", by, window, ...givenTexts(given, "person") }),
    },
  },
);
