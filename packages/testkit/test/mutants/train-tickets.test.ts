import { describe } from "vitest";
import type { TrainTickets } from "@footplate/core";
import { trainTicketCases } from "../../src/index.ts";
import { ticketWorld } from "../port-worlds.ts";
import { rejectsAll } from "./rejects.ts";

let anew = 0;

const mutants: Readonly<Record<string, (tickets: TrainTickets) => TrainTickets>> = {
  "comments as often as it is asked": (tickets) => ({
    ...tickets,
    comment: (id, note, call) => tickets.comment(id, { ...note, key: `${note.key}-${(anew += 1)}` }, call),
  }),
  "cuts long keys": (tickets) => ({
    ...tickets,
    comment: (id, { key, text }, call) => tickets.comment(id, { key: key.slice(0, 100), text }, call),
  }),
  "goes by the beginning of a key": (tickets) => ({
    ...tickets,
    comment: async (id, note, call) => {
      const there = (await tickets.comments(id, call)).find(({ key }) => key?.startsWith(note.key));
      return there ?? tickets.comment(id, note, call);
    },
  }),
  "lists the first hundred comments": (tickets) => ({
    ...tickets,
    comments: async (id, call) => (await tickets.comments(id, call)).slice(0, 100),
  }),
  "lists comments newest first": (tickets) => ({
    ...tickets,
    comments: async (id, call) => (await tickets.comments(id, call)).toReversed(),
  }),
  "takes everybody's comment for ours": (tickets) => ({
    ...tickets,
    comments: async (id, call) => (await tickets.comments(id, call)).map((one) => ({ key: "fact-1", ...one })),
  }),
  "assigns before it looks at the note": (tickets) => ({
    ...tickets,
    assign: async (id, owner, note, call) => {
      if (note.text.trim() === "") await tickets.assign(id, owner, { ...note, text: "-" }, call);
      return tickets.assign(id, owner, note, call);
    },
  }),
  "leaves the note of whom it cannot assign": (tickets) => ({
    ...tickets,
    assign: async (id, owner, note, call) => {
      if (note.text.trim() !== "") await tickets.comment(id, note, call);
      return tickets.assign(id, owner, note, call);
    },
  }),
  "assigns without the note": (tickets) => ({
    ...tickets,
    assign: async (id, owner, note, call) => {
      call?.signal?.throwIfAborted();
      const held = await tickets.read(id, call);
      if (held === undefined || note.text.trim() === "") return tickets.assign(id, owner, note, call);
      return { ...held, owner };
    },
  }),
  "does not assign once the note is there": (tickets) => ({
    ...tickets,
    assign: async (id, owner, note, call) => {
      const held = await tickets.read(id, call);
      const said = held && (await tickets.comments(id, call)).some(({ key }) => key === note.key);
      return held !== undefined && said === true ? held : tickets.assign(id, owner, note, call);
    },
  }),
  "lists one owner for all": (tickets) => ({
    ...tickets,
    list: async (range, call) => {
      const { held, complete } = await tickets.list(range, call);
      return { held: held.map((one) => ({ ...one, owner: "a" })), complete };
    },
  }),
  "makes a blocker of every call": (tickets) => ({
    ...tickets,
    block: (id, wish, call) => tickets.block(id, { ...wish, key: `${wish.key}-${(anew += 1)}` }, call),
  }),
  "lists open blockers only": (tickets) => ({
    ...tickets,
    blockers: async (id, call) => (await tickets.blockers(id, call)).filter(({ open }) => open),
  }),
  "makes blockers without an owner": (tickets) => ({
    ...tickets,
    block: async (id, wish, call) => {
      const { owner: _owner, ...blocker } = await tickets.block(id, { ...wish, owner: wish.owner.trim() || "a" }, call);
      return blocker;
    },
  }),
  "resolves nothing": (tickets) => ({
    ...tickets,
    unblock: async (id, blocker, note, call) => {
      const found = (await tickets.blockers(id, call)).find((one) => one.id === blocker);
      return found === undefined ? tickets.unblock(id, blocker, note, call) : { ...found, open: false };
    },
  }),
  "refuses to close twice": (tickets) => ({
    ...tickets,
    close: async (id, note, call) => {
      if ((await tickets.read(id, call))?.ended === true) throw new Error("422");
      return tickets.close(id, note, call);
    },
  }),
  "closes without the note": (tickets) => ({
    ...tickets,
    close: async (id, note, call) => {
      const held = await tickets.read(id, call);
      if (held === undefined) return tickets.close(id, note, call);
      await tickets.remove(held, call);
      return (await tickets.read(id, call)) ?? held;
    },
  }),
  "does not open again": (tickets) => ({
    ...tickets,
    reopen: async (id, note, call) => {
      await tickets.comment(id, note, call);
      const { ended: _ended, ...held } = (await tickets.read(id, call)) ?? (await tickets.reopen(id, note, call));
      return held;
    },
  }),
  "takes an unknown ticket for one without comments": (tickets) => ({
    ...tickets,
    comments: async (id, call) => {
      call?.signal?.throwIfAborted();
      return tickets.comments(id, call).catch(() => []);
    },
  }),
  "names a person by another's refs": (tickets) => ({ ...tickets, personOf: (refs) => refs && "a" }),
  "does not hear the signal": (tickets) => ({
    ...tickets,
    unblock: (...args) => tickets.unblock(args[0], args[1], args[2]),
  }),
};

describe("every broken ticket service is rejected by some case, and not by all", () => {
  rejectsAll<TrainTickets>(mutants, (broken) => trainTicketCases(ticketWorld(broken)));
});
