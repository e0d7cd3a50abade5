import { needs, sameFields, settle } from "./case-tools.ts";
import { frozen, refused, same } from "./check.ts";
import { otherMark, type TrainTicketStage, ticketMark } from "./train-ticket-stage.ts";

const note = { key: "fact-2", text: "Rolled back" };

export async function blockedOnce(stage: TrainTicketStage): Promise<void> {
  const { tickets, ticket, people, clock } = stage;
  const { id } = await tickets.create(ticket, ticketMark);
  const other = await tickets.create(ticket, otherMark);
  const wish = { key: "blocker/1", title: "Picking fails", owner: people[1], note: "Please look" };
  const first = await tickets.block(id, frozen(wish));
  const expected = { id: first.id, key: wish.key, title: wish.title, open: true, owner: people[1] };
  sameFields(first, expected, "the answer");
  settle(tickets, clock);
  sameFields(await tickets.block(id, wish), expected, "again");
  const second = await tickets.block(id, { ...wish, key: "blocker/12", title: "Packing fails", owner: people[0] });
  settle(tickets, clock);
  const found = await tickets.blockers(id);
  same(
    found.map((one) => one.id),
    [first.id, second.id],
    "blockers",
  );
  sameFields(found[0], expected, "the first");
  sameFields(found[1], { title: "Packing fails", owner: people[0], open: true }, "the second");
  same(await tickets.blockers(other.id), [], "blockers of the other ticket");
  same((await tickets.read(id))?.owner, undefined, "the owner of the ticket");
}

export async function blockRefused({ tickets, ticket, people, clock }: TrainTicketStage): Promise<void> {
  const { id } = await tickets.create(ticket, ticketMark);
  const wish = { key: "blocker/1", title: "Picking fails", owner: people[0], note: "Please look" };
  for (const name of ["title", "owner", "note"] as const) {
    await refused(tickets.block(id, { ...wish, [name]: " " }), "invalid_input", "no", `without ${name}`);
  }
  settle(tickets, clock);
  same(await tickets.blockers(id), [], "blockers");
}

export async function blockedByHand(stage: TrainTicketStage): Promise<void> {
  const { tickets, ticket, clock, people, humanBlock } = stage;
  needs(humanBlock, "hook `humanBlock`");
  const { id } = await tickets.create(ticket, ticketMark);
  await humanBlock(id, "Labels are blank");
  settle(tickets, clock);
  const [first] = await tickets.blockers(id);
  sameFields(first, { title: "Labels are blank", open: true, key: undefined }, "the blocker");
  await tickets.block(id, { key: "blocker/1", title: "Labels are blank", owner: people[0], note: "Please look" });
  settle(tickets, clock);
  same((await tickets.blockers(id)).length, 2, "blockers");
}

export async function unblocked({ tickets, ticket, people, clock }: TrainTicketStage): Promise<void> {
  const { id } = await tickets.create(ticket, ticketMark);
  const wish = { key: "blocker/1", title: "Picking fails", owner: people[0], note: "Please look" };
  const first = await tickets.block(id, wish);
  const second = await tickets.block(id, { ...wish, key: "blocker/2" });
  for (const _time of [1, 2]) {
    settle(tickets, clock);
    const expected = { id: first.id, open: false, owner: people[0] };
    sameFields(await tickets.unblock(id, first.id, frozen(note)), expected, "the answer");
  }
  settle(tickets, clock);
  const found = await tickets.blockers(id);
  same(
    found.map((one) => ({ id: one.id, open: one.open })),
    [
      { id: first.id, open: false },
      { id: second.id, open: true },
    ],
    "blockers",
  );
  same((await tickets.read(id))?.ended, undefined, "the end of the ticket");
  await refused(tickets.unblock(id, "987654321", note), "not_found", "no", "an unknown blocker");
}
