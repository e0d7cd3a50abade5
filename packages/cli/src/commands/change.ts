import { problem } from "../bad-input.ts";
import type { Command } from "../command.ts";
import { givenTexts } from "../moves/given.ts";
import { moveGroup } from "../moves/move-command.ts";

/** On which change request a train rests (R2). */
export const changeCommand: Command = moveGroup(
  {
    name: "change",
    summary: "The change request on which a train rests: link",
    options: {
      request: { value: "ID", help: "the change request" },
      state: { value: "STATE", help: "how it stands, such as approved (default: requested)" },
      exception: { value: "NAME", help: "in place of --request: an exception that the line's policy names" },
      target: { value: "STOP/TARGET", help: "for this target only" },
    },
  },
  {
    link: {
      names: ["TRAIN"],
      options: ["request", "state", "exception", "target"],
      build: ({ given, names: [train = ""], by, problems }) => {
        const [request, exception] = [given.text("request"), given.text("exception")];
        if ((request === undefined) === (exception === undefined)) {
          const hint = "add --request ID, or --exception NAME";
          problems.push(problem("--request", request, "one of --request and --exception is needed", hint));
        }
        if (exception !== undefined && given.text("state") !== undefined)
          problems.push(problem("--state", given.text("state"), "an exception has no state", "leave it out"));
        const state = given.text("state") ?? "requested";
        const change = exception === undefined ? { request: request ?? "", state } : { exception };
        return { act: "linkChange", by, train, change, ...givenTexts(given, "target") };
      },
    },
  },
);
