import { type CallOptions, epochMs, type HeldNotice, instant, type NoticeBoard } from "@footplate/core";
import { type Budget, startBudget } from "../budget.ts";
import { faultOf } from "../fault-of.ts";
import { marking } from "../marking.ts";
import { occupy, restore, underMaintenance } from "./notice-components.ts";
import { conflict, kept, lookBeforeWriting } from "./notice-look.ts";
import type { NoticeChange, NoticeParts } from "./notice-service.ts";

/** What is done to one notice while its window runs. */
export type NoticeConduct = Pick<NoticeBoard, "start" | "extend" | "complete" | "disarm" | "post">;

export function createConduct(parts: NoticeParts): NoticeConduct {
  const { adapter, service, settings, sendMs } = parts;
  const looking = async (id: string, call: CallOptions | undefined): Promise<readonly [HeldNotice, Budget]> => {
    const budget = startBudget(settings, call, sendMs);
    return [await lookBeforeWriting(parts, id, budget), budget];
  };
  const change = (now: HeldNotice, fields: Omit<NoticeChange, "tell">, budget: Budget, tell = now.item.notify) =>
    service.change(now, { ...fields, tell }, budget());

  return {
    start: async (id, message, call) => {
      const [now, budget] = await looking(id, call);
      if (now.state === "in_progress") return now;
      if (now.state === "completed")
        throw conflict(adapter, `notice ${id} is completed`, "a window that ended is not reopened: make a new one");
      const done = await change(now, { state: "in_progress", message }, budget);
      kept(parts, done, done.state === "in_progress", "in progress");
      await marking("maybe", () => occupy(parts, now.item.components, budget));
      return done;
    },

    extend: async (id, end, message, call) => {
      const [now, budget] = await looking(id, call);
      const until = instant(end);
      if (now.state !== "in_progress")
        throw conflict(
          adapter,
          `notice ${id} is ${now.state}, not in progress`,
          "what has not started is moved by a plan; what ended stays ended",
        );
      if (now.item.end === until) return now;
      if (epochMs(until) <= epochMs(now.item.start))
        throw faultOf(adapter, {
          code: "invalid_input",
          message: `the end of notice ${id} would not be after its start`,
          written: "no",
          hint: "name a later end",
        });
      // One of ours found armed would close by itself at the very end that is being moved.
      const disarm = now.mark !== undefined && now.autoClose && { autoClose: false as const };
      const done = await change(now, { item: { end: until }, message, ...disarm }, budget);
      return kept(parts, done, done.item.end === until, `with its end at ${until}`);
    },

    complete: async (id, message, call) => {
      const [now, budget] = await looking(id, call);
      const { components } = now.item;
      if (now.state === "completed") {
        await marking("no", () => restore(parts, now, components, underMaintenance, budget));
        return now;
      }
      const done = await change(now, { state: "completed", message }, budget);
      kept(parts, done, done.state === "completed", "completed");
      await marking("maybe", () => restore(parts, now, components, (status) => status !== "operational", budget));
      return done;
    },

    disarm: async (id, call) => {
      const [now, budget] = await looking(id, call);
      if (now.state === "completed" || !now.autoClose) return now;
      const done = await change(now, { autoClose: false }, budget, false);
      return kept(parts, done, !done.autoClose, "disarmed");
    },

    post: async (id, message, call) => {
      const [now, budget] = await looking(id, call);
      return change(now, { message }, budget);
    },
  };
}
