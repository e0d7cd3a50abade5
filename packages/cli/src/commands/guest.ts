import type { Command } from "../command.ts";
import { needed } from "../moves/given.ts";
import { type MoveSpec, moveGroup } from "../moves/move-command.ts";

const ANSWERS: Readonly<Record<"accept" | "refuse" | "done", "acceptGuest" | "refuseGuest" | "guestDone">> = {
  accept: "acceptGuest",
  refuse: "refuseGuest",
  done: "guestDone",
};

function answer(name: keyof typeof ANSWERS): MoveSpec {
  return {
    names: ["GUEST"],
    options: [],
    build: ({ names: [guest = ""], by }) => ({ act: ANSWERS[name], by, guest }),
  };
}

/** Changes that are not part of a train and use its window (R37). */
export const guestCommand: Command = moveGroup(
  {
    name: "guest",
    summary: "Changes in a train's window: request, accept, refuse, done",
    options: {
      name: { value: "TEXT", help: "request: what it is" },
      length: { value: "DURATION", help: "request: how long it takes, such as PT30M" },
      owner: { value: "PERSON|TEAM", help: "request: whose it is" },
      change: { value: "ID", help: "request: its change request" },
    },
    notes: ["GUEST is an id of your own. request needs all four; footplate next names a window with room."],
  },
  {
    request: {
      names: ["GUEST", "WINDOW"],
      options: ["name", "length", "owner", "change"],
      needs: ["name", "length", "owner", "change"],
      build: ({ given, names: [guest = "", window = ""], by }) => ({
        act: "requestGuest",
        by,
        guest,
        window,
        name: needed(given, "name"),
        length: needed(given, "length"),
        owner: needed(given, "owner"),
        change: needed(given, "change"),
      }),
    },
    accept: answer("accept"),
    refuse: answer("refuse"),
    done: answer("done"),
  },
);
