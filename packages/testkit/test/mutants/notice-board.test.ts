import { describe } from "vitest";
import type { NoticeBoard } from "@footplate/core";
import { noticeBoardCases } from "../../src/index.ts";
import { boardWorld } from "../port-worlds.ts";
import { rejectsAll } from "./rejects.ts";

const mutants: Readonly<Record<string, (board: NoticeBoard) => NoticeBoard>> = {
  "tells again when it starts again": (board) => ({
    ...board,
    start: async (id, message, call) => {
      const before = await board.read(id, call);
      const held = await board.start(id, message, call);
      return before?.state === "in_progress" ? board.post(id, message, call) : held;
    },
  }),
  "leaves the components alone when it starts": (board) => ({
    ...board,
    start: async (id, message, call) => {
      const held = await board.start(id, message, call);
      for (const one of held.item.components) await board.components.set(one, "operational", call);
      return held;
    },
  }),
  "answers a start without making it": (board) => ({
    ...board,
    start: async (id, message, call) => {
      const held = await board.read(id, call);
      return held?.state === "scheduled" ? { ...held, state: "in_progress" } : board.start(id, message, call);
    },
  }),
  "takes a completed notice for a started one": (board) => ({
    ...board,
    start: async (id, message, call) => {
      const held = await board.read(id, call);
      return held?.state === "completed" ? held : board.start(id, message, call);
    },
  }),
  "extends in two steps": (board) => ({
    ...board,
    extend: async (id, end, message, call) => {
      await board.extend(id, end, message, call);
      return board.post(id, message, call);
    },
  }),
  "extends by updating what is planned": (board) => ({
    ...board,
    extend: async (id, end, message, call) => {
      const held = await board.read(id, call);
      if (held?.state !== "scheduled") return board.extend(id, end, message, call);
      const { state, autoClose } = held;
      return { ...(await board.update(held, { ...held.item, end }, 3, call)), state, autoClose };
    },
  }),
  "disarms without doing it": (board) => ({
    ...board,
    disarm: async (id, call) => {
      const held = await board.read(id, call);
      return held === undefined ? board.disarm(id, call) : { ...held, autoClose: false };
    },
  }),
  "tells subscribers that it disarms": (board) => ({
    ...board,
    disarm: async (id, call) => {
      await board.disarm(id, call);
      return board.post(id, "It may take longer", call);
    },
  }),
  "disarms by moving the end": (board) => ({
    ...board,
    disarm: async (id, call) => {
      const held = await board.read(id, call);
      if (held?.state !== "in_progress" || !held.autoClose) return board.disarm(id, call);
      return board.extend(id, "2030-01-01T00:00:00Z" as typeof held.item.end, "", call);
    },
  }),
  "refuses to disarm what has closed": (board) => ({
    ...board,
    disarm: async (id, call) => {
      if ((await board.read(id, call))?.state === "completed") throw new Error("422");
      return board.disarm(id, call);
    },
  }),
  "completes without the components": (board) => ({
    ...board,
    complete: async (id, message, call) => {
      const before = await board.read(id, call);
      const held = await board.complete(id, message, call);
      const down = before?.state === "in_progress" ? held.item.components : [];
      for (const one of down) await board.components.set(one, "under_maintenance", call);
      return held;
    },
  }),
  "completes with components that another holds": (board) => ({
    ...board,
    complete: async (id, message, call) => {
      const held = await board.complete(id, message, call);
      for (const one of held.item.components) {
        if ((await board.components.get(one, call)).status === "under_maintenance")
          await board.components.set(one, "operational", call);
      }
      return held;
    },
  }),
  "trusts that a completed notice has left nothing behind": (board) => ({
    ...board,
    complete: async (id, message, call) => {
      const held = await board.read(id, call);
      return held?.state === "completed" ? held : board.complete(id, message, call);
    },
  }),
  "takes back every outage": (board) => ({
    ...board,
    complete: async (id, message, call) => {
      const held = await board.complete(id, message, call);
      for (const one of held.item.components) {
        if ((await board.components.get(one, call)).status === "major_outage")
          await board.components.set(one, "operational", call);
      }
      return held;
    },
  }),
  "posts to nobody": (board) => ({
    ...board,
    post: async (id, message, call) => (await board.read(id, call)) ?? board.post(id, message, call),
  }),
  "answers a status without setting it": (board) => ({
    ...board,
    components: {
      ...board.components,
      set: async (id, status, call) => {
        call?.signal?.throwIfAborted();
        const known = await board.components.get(id).catch(() => undefined);
        return known === undefined ? board.components.set(id, status, call) : { ...known, status };
      },
    },
  }),
  "does not hear the signal": (board) => ({ ...board, disarm: (id) => board.disarm(id) }),
};

describe("every broken notice board is rejected by some case, and not by all", () => {
  rejectsAll<NoticeBoard>(mutants, (broken) => noticeBoardCases(boardWorld(broken)));
});
