import { needs, sameFields, settle } from "./case-tools.ts";
import { frozen, refused, same } from "./check.ts";
import {
  madeTicket,
  otherMark,
  sameNotes,
  sameOwner,
  ticketMark,
  type TrainTicketStage,
} from "./train-ticket-stage.ts";

export async function assigned(stage: TrainTicketStage): Promise<void> {
  const { tickets, people } = stage;
  const { id, item } = await madeTicket(stage);
  const other = await tickets.create(stage.ticket, otherMark);
  const note = { key: "fact-1", text: "Please look at the picking service" };
  sameFields(await tickets.assign(id, people[0], frozen(note)), { id, item, owner: people[0] }, "the answer");
  await sameOwner(stage, id, people[0]);
  await sameNotes(stage, id, [note]);
  same((await tickets.read(id))?.mark, ticketMark, "the mark");
  same((await tickets.read(other.id))?.owner, undefined, "the owner of the other ticket");
  await sameNotes(stage, other.id, []);
}

export async function assignedAgain(stage: TrainTicketStage): Promise<void> {
  const { tickets, people, clock } = stage;
  const { id } = await madeTicket(stage);
  const first = { key: "fact-1", text: "Please look" };
  const second = { key: "fact-2", text: "It is yours" };
  for (const _time of [1, 2]) {
    same((await tickets.assign(id, people[0], first)).owner, people[0], "the answer");
    settle(tickets, clock);
  }
  await sameNotes(stage, id, [first]);
  same((await tickets.assign(id, people[1], second)).owner, people[1], "the answer for the other");
  await sameOwner(stage, id, people[1]);
  await sameNotes(stage, id, [first, second]);
}

export async function assignedHalf(stage: TrainTicketStage): Promise<void> {
  const { tickets, people, clock, humanAssign } = stage;
  const { id } = await madeTicket(stage);
  const note = { key: "fact-1", text: "Please look" };
  await tickets.comment(id, note);
  settle(tickets, clock);
  await tickets.assign(id, people[0], note);
  await sameOwner(stage, id, people[0]);
  if (humanAssign !== undefined) {
    await humanAssign(id, []);
    settle(tickets, clock);
    await tickets.assign(id, people[0], note);
    await sameOwner(stage, id, people[0]);
  }
  await sameNotes(stage, id, [note]);
}

export async function assignedWithoutNote(stage: TrainTicketStage): Promise<void> {
  const { tickets, people } = stage;
  const { id } = await madeTicket(stage);
  for (const text of ["", "  \n"]) {
    await refused(tickets.assign(id, people[0], { key: "fact-1", text }), "invalid_input", "no", "an empty note");
  }
  await sameOwner(stage, id, undefined);
  await sameNotes(stage, id, []);
}

export async function stranger(stage: TrainTicketStage): Promise<void> {
  needs(stage.stranger, "hook `stranger`");
  const { tickets, people } = stage;
  const { id } = await madeTicket(stage);
  const note = { key: "fact-1", text: "Please look" };
  await tickets.assign(id, people[0], note);
  await refused(
    tickets.assign(id, stage.stranger, { key: "fact-2", text: "Please look" }),
    "forbidden",
    "no",
    "a stranger",
  );
  await sameOwner(stage, id, people[0]);
  await sameNotes(stage, id, [note]);
}

export async function severalOwners(stage: TrainTicketStage): Promise<void> {
  const { tickets, people, humanAssign } = stage;
  needs(humanAssign, "hook `humanAssign`");
  const { id } = await madeTicket(stage);
  await humanAssign(id, people);
  await sameOwner(stage, id, people[0]);
  await tickets.assign(id, people[1], { key: "fact-1", text: "It is yours" });
  await sameOwner(stage, id, people[1]);
}
