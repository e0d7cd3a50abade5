import type { HeldNotice, NoticeBoard } from "@footplate/core";
import { startBudget } from "../budget.ts";
import { changedFields } from "../changed-fields.ts";
import { markToWrite } from "../mark-to-write.ts";
import { marking } from "../marking.ts";
import { ownMark } from "../own-mark.ts";
import { occupy, restore, underMaintenance } from "./notice-components.ts";
import { conflict, kept, lookBeforeWriting, refuseChanged } from "./notice-look.ts";
import type { NoticeParts } from "./notice-service.ts";

/** The writing half of the mirror. */
export function createWrites(parts: NoticeParts): Pick<NoticeBoard, "create" | "update" | "remove"> {
  const { adapter, service, settings, sendMs, normalise } = parts;
  return {
    create: async (item, mark, call) => {
      const notice = await marking("no", async () => normalise(item));
      return service.create(notice, markToWrite(adapter, mark), startBudget(settings, call, sendMs)());
    },

    update: async (held, item, facts, call) => {
      const budget = startBudget(settings, call, sendMs);
      const [before, wish] = await marking("no", async () => [normalise(held.item), normalise(item)] as const);
      const mark = ownMark(adapter, held);
      const now = await lookBeforeWriting(parts, held.id, budget);
      const fields = changedFields(before, wish);
      refuseChanged(parts, held, now, fields);
      if (now.ended === true)
        throw conflict(adapter, `notice ${held.id} has ended`, "what ended is not changed: plan again");
      if (Object.keys(fields).length === 0 && mark.facts === facts) return now;
      const done = await service.change(now, { item: fields, mark: { ...mark, facts }, tell: false }, budget());
      await marking("maybe", () => handOver(now, done));
      return done;

      /** Of a notice in progress, components that come are taken, and those that go are given back. */
      async function handOver({ state, item: { components } }: HeldNotice, { item }: HeldNotice): Promise<void> {
        if (state !== "in_progress") return;
        const gone = components.filter((id) => !item.components.includes(id));
        await occupy(
          parts,
          item.components.filter((id) => !components.includes(id)),
          budget,
        );
        await restore(parts, now, gone, underMaintenance, budget);
      }
    },

    remove: async (held, call) => {
      const budget = startBudget(settings, call, sendMs);
      const now = await marking("no", () => service.read(held.id, budget()));
      if (now === undefined) return;
      if (now.ended !== true) {
        refuseChanged(parts, held, now, now.item);
        const { notify, cancellation } = now.item;
        // What subscribers know of is ended with a word. One in progress is ended too: its components must be given back (F86).
        if (!notify && now.state === "scheduled") return service.drop(now, budget());
        const word = notify && cancellation !== "" && { message: cancellation };
        const done = await service.change(now, { state: "completed", tell: notify, ...word }, budget());
        kept(parts, done, done.state === "completed", "completed");
      }
      await marking(now.ended === true ? "no" : "maybe", () =>
        restore(parts, now, now.item.components, underMaintenance, budget),
      );
    },
  };
}
