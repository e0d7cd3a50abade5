import { epochMs } from "@footplate/core";
import { needs, sameFields, settle } from "./case-tools.ts";
import { check, frozen, same } from "./check.ts";
import { otherMark, type TrainTicketStage, ticketMark } from "./train-ticket-stage.ts";

export async function commented({ tickets, ticket, clock }: TrainTicketStage): Promise<void> {
  const { id, item } = await tickets.create(ticket, ticketMark);
  const note = { key: `retail/2026-48#fact:${"k".repeat(270)}`, text: "Held: picking is slow\n\n- 1 of 3\n- 2 of 3" };
  const first = await tickets.comment(id, frozen(note));
  sameFields(first, note, "the answer");
  check(Number.isFinite(epochMs(first.at)), "the comment has a time");
  settle(tickets, clock);
  sameFields(await tickets.comment(id, { ...note, text: "Something else" }), { id: first.id, key: note.key }, "again");
  settle(tickets, clock);
  same(await tickets.comments(id), [first], "comments");
  same((await tickets.read(id))?.item, item, "the ticket");
}

export async function commentsApart({ tickets, ticket, clock }: TrainTicketStage): Promise<void> {
  const mine = await tickets.create(ticket, ticketMark);
  const other = await tickets.create(ticket, otherMark);
  const keys = ["fact/1", "fact/1-2", "fact:1", "fact/", "FACT/1", "fact/11"];
  for (const key of keys) {
    await tickets.comment(mine.id, { key, text: "Held" });
    settle(tickets, clock);
  }
  await tickets.comment(other.id, { key: "fact/1", text: "Held" });
  settle(tickets, clock);
  const found = await tickets.comments(mine.id);
  same(
    found.map(({ key }) => key),
    keys,
    "keys",
  );
  same(new Set(found.map(({ id }) => id)).size, keys.length, "comments");
  same((await tickets.comments(other.id)).length, 1, "comments of the other ticket");
}

export async function commentedByHand(stage: TrainTicketStage): Promise<void> {
  const { tickets, ticket, clock, humanComment } = stage;
  needs(humanComment, "hook `humanComment`");
  const { id } = await tickets.create(ticket, ticketMark);
  const note = { key: "fact-1", text: "Held" };
  await humanComment(id, note.text);
  settle(tickets, clock);
  await tickets.comment(id, note);
  settle(tickets, clock);
  const found = await tickets.comments(id);
  same(
    found.map(({ key, text }) => ({ key, text })),
    [{ text: "Held" }, note],
    "comments",
  );
}

export async function allComments({ tickets, ticket, clock }: TrainTicketStage): Promise<void> {
  const { id } = await tickets.create(ticket, ticketMark);
  const keys = Array.from({ length: 120 }, (_, index) => `fact-${index}`);
  for (const key of keys) {
    await tickets.comment(id, { key, text: `Decision ${key}` });
    settle(tickets, clock);
  }
  const found = await tickets.comments(id);
  same(
    found.map(({ key }) => key),
    keys,
    "keys",
  );
  check(
    found.every(({ at }, index) => epochMs(at) >= epochMs(found[index - 1]?.at ?? at)),
    "times do not go back",
  );
}
