import { abortedCalls, casesOf, otherRefs, sameFields, settle, missing } from "./case-tools.ts";
import { type Case, frozen, refused, same } from "./check.ts";
import {
  assigned,
  assignedAgain,
  assignedHalf,
  assignedWithoutNote,
  severalOwners,
  stranger,
} from "./ticket-assign-cases.ts";
import { blockedByHand, blockedOnce, blockRefused, unblocked } from "./ticket-blocker-cases.ts";
import { allComments, commented, commentedByHand, commentsApart } from "./ticket-comment-cases.ts";
import {
  listedTicket,
  madeTicket,
  otherMark,
  sameNotes,
  sameOwner,
  ticketMark,
  type TrainTicketStage,
  type TrainTicketWorld,
} from "./train-ticket-stage.ts";

/**
 * What every ticket service must do beside `mirrorCases`, as cases for any test runner. What needs something the stage
 * does not offer is told as skipped. Whom the service does not assign is refused before the note is left. Between
 * repetitions the cases wait until everything has settled.
 */
export function trainTicketCases(world: TrainTicketWorld): readonly Case[] {
  return casesOf<TrainTicketStage>(world, {
    "refs that say nothing of the service name nobody": withoutRefs,
    "a new ticket has no owner, no comment and no blocker": bare,
    "R54 assigning leaves the note and makes the person the owner": assigned,
    "R54 assigning again is as once, and somebody else becomes the one owner": assignedAgain,
    "R54 assigning completes what is missing": assignedHalf,
    "R54 nobody is assigned without a note": assignedWithoutNote,
    "R54 who cannot be assigned is refused, and both or neither is done": stranger,
    "of several owners the first counts, and assigning leaves one": severalOwners,
    "a comment is there once for its key": commented,
    "comments of other keys and tickets are others": commentsApart,
    "a person's comment is listed without a key": commentedByHand,
    "F31 all comments are listed, oldest first": allComments,
    "R54 a blocker is made once for its key, with its owner": blockedOnce,
    "R54 a blocker without owner, title or note is refused": blockRefused,
    "a person's blocker is listed without a key": blockedByHand,
    "a blocker is resolved with a note, and twice is as once": unblocked,
    "closing leaves the note and ends the ticket, and twice is as once": closed,
    "opening again leaves the note, and twice is as once": reopened,
    "F16 acting on an unknown ticket is not_found, and nothing is written": unknownTicket,
    "an aborted call rejects with the signal's own reason and sends nothing": aborted,
  });
}

async function withoutRefs({ tickets }: TrainTicketStage): Promise<void> {
  for (const refs of otherRefs) same(tickets.personOf(frozen(refs)), undefined, "the person");
}

async function bare(stage: TrainTicketStage): Promise<void> {
  const { tickets } = stage;
  const { id } = await madeTicket(stage);
  await sameOwner(stage, id, undefined);
  same(await tickets.comments(id), [], "comments");
  same(await tickets.blockers(id), [], "blockers");
}

async function closed(stage: TrainTicketStage): Promise<void> {
  const { tickets, clock } = stage;
  const { id, item } = await madeTicket(stage);
  const other = await tickets.create(stage.ticket, otherMark);
  const note = { key: "closed", text: "The train has arrived" };
  for (const _time of [1, 2]) {
    sameFields(await tickets.close(id, frozen(note)), { id, item, ended: true }, "the answer");
    settle(tickets, clock);
  }
  sameFields(await listedTicket(stage, id), { id, item, ended: true }, "listed");
  await sameNotes(stage, id, [note]);
  same((await tickets.read(other.id))?.ended, undefined, "the end of the other ticket");
}

async function reopened(stage: TrainTicketStage): Promise<void> {
  const { tickets, clock } = stage;
  const { id, item } = await madeTicket(stage);
  const [shut, opened] = [
    { key: "closed", text: "The train has arrived" },
    { key: "opened", text: "It has not" },
  ];
  await tickets.close(id, shut);
  settle(tickets, clock);
  for (const _time of [1, 2]) {
    sameFields(await tickets.reopen(id, frozen(opened)), { id, item, ended: undefined }, "the answer");
    settle(tickets, clock);
  }
  sameFields(await listedTicket(stage, id), { id, item, mark: ticketMark, ended: undefined }, "listed");
  await sameNotes(stage, id, [shut, opened]);
}

async function unknownTicket(stage: TrainTicketStage): Promise<void> {
  const { tickets, unknownId = "987654321" } = stage;
  const { id } = await madeTicket(stage);
  for (const [name, act] of Object.entries(acts(stage, unknownId))) await refused(act(), "not_found", "no", name);
  await missing(tickets.comments(unknownId), "comments");
  same(await tickets.read(unknownId), undefined, "read");
  await sameNotes(stage, id, []);
  same(await tickets.blockers(id), [], "blockers of the other ticket");
}

async function aborted(stage: TrainTicketStage): Promise<void> {
  const { tickets, sent } = stage;
  const { id } = await madeTicket(stage);
  await abortedCalls(
    {
      ...acts(stage, id),
      comments: (options) => tickets.comments(id, options),
      blockers: (options) => tickets.blockers(id, options),
    },
    sent,
  );
  await sameNotes(stage, id, []);
  await sameOwner(stage, id, undefined);
  same(await tickets.blockers(id), [], "blockers");
}

/** Everything that writes. */
function acts({ tickets, people }: TrainTicketStage, id: string) {
  const note = { key: "fact-1", text: "Please look" };
  const blocker = { key: "blocker-1", title: "Picking fails", owner: people[0], note: "Please look" };
  type Options = Parameters<typeof tickets.read>[1];
  return {
    assign: (options?: Options) => tickets.assign(id, people[0], note, options),
    comment: (options?: Options) => tickets.comment(id, note, options),
    block: (options?: Options) => tickets.block(id, blocker, options),
    unblock: (options?: Options) => tickets.unblock(id, "1", note, options),
    close: (options?: Options) => tickets.close(id, note, options),
    reopen: (options?: Options) => tickets.reopen(id, note, options),
  };
}
