import type { Held, HeldTicket, TrainTicket, TrainTickets } from "@footplate/core";
import { keyProblems, refusal, refuse, textProblems } from "./memory-input.ts";
import { type MemoryMirrorOptions, mirrorParts } from "./memory-mirror.ts";
import { memoryRef } from "./memory-refs.ts";
import { afterwards } from "./mirror-errors.ts";
import { type Blocker, blockerOf, type Comment, commentOf, type TicketWorld } from "./ticket-world.ts";
import { type Row, vendorStore } from "./vendor-store.ts";

/** What a ticket service in memory is made of. */
export interface MemoryTrainTicketsOptions extends Omit<MemoryMirrorOptions<TrainTicket>, "identity" | "lagMs"> {
  /** How long after a change a listing still shows what was before, of comments and blockers too. @default 0 */
  readonly lagMs?: number;
  /** Ids of the people who can be assigned. @default anybody */
  readonly people?: readonly string[];
}

/** A ticket service in memory. */
export interface MemoryTrainTickets extends TrainTickets {
  readonly world: TicketWorld;
}

/**
 * A ticket service in memory: a `memoryMirror` of marked tickets, which are closed and not deleted, with owners, comments
 * and blockers. Refs are `{ "memory": { "personId": "…" } }`. Comments and blockers are looked for in what is listed:
 * what is repeated before `settleMs` may be there twice.
 */
export function memoryTrainTickets(options: MemoryTrainTicketsOptions): MemoryTrainTickets {
  const {
    mirror,
    store,
    calls,
    held: shown,
  } = mirrorParts<TrainTicket>({ removal: "ended", ...options, identity: "marked" });
  const { late } = calls;
  const part = <Item>() => vendorStore<Item>(late, mirror.settleMs, options.lagMs ?? 0);
  const owners = part<{ readonly owner?: string }>();
  const comments = part<Comment>();
  const blockers = part<Blocker>();

  const ticket = (id: string, written?: "no"): Row<TrainTicket> => {
    const row = store.find(id);
    if (row !== undefined && row.state !== "deleted") return row;
    throw refusal("not_found", `there is no ticket ${id.slice(0, 100)}`, "somebody deleted it: plan again", written);
  };
  const owned = (held: Held<TrainTicket>, rows = owners.all()): HeldTicket => {
    const owner = rows.find(({ id }) => id === held.id)?.item.owner;
    return { ...held, ...(owner !== undefined && { owner }) };
  };
  const heldNow = (id: string): HeldTicket => owned(shown(ticket(id)));
  const own = (id: string, owner: string | undefined): void => {
    const item = { ...(owner !== undefined && { owner }) };
    const row = owners.find(id);
    if (row === undefined) owners.insert(id, item);
    else owners.change(row, { item });
  };
  const say = (id: string, note: { readonly key?: string; readonly text: string }): Row<Comment> => {
    const { key, text } = note;
    const there = key !== undefined && comments.listed().find(({ item }) => item.ticket === id && item.key === key);
    return (
      there || comments.insert(`c${comments.all().length + 1}`, { ticket: id, ...(key !== undefined && { key }), text })
    );
  };
  const blockersOf = (id: string, rows: readonly Row<Blocker>[]) => rows.filter(({ item }) => item.ticket === id);
  const blocker = (id: string, of?: string): Row<Blocker> => {
    const row = blockers.find(id);
    if (row !== undefined && (of === undefined || row.item.ticket === of)) return row;
    throw refusal("not_found", `there is no blocker ${id.slice(0, 100)}`, "read the blockers of the ticket", "no");
  };
  const makeBlocker = (item: Omit<Blocker, "open" | "updatedMs">): Row<Blocker> =>
    blockers.insert(`b${blockers.all().length + 1}`, { ...item, open: true, updatedMs: late.nowMs() });
  const resolve = (row: Row<Blocker>, note?: Blocker["notes"][number]): Row<Blocker> => {
    const notes = note === undefined ? row.item.notes : [...row.item.notes, note];
    return blockers.change(row, { item: { ...row.item, notes, open: false, updatedMs: late.nowMs() } });
  };
  const checkNote = ({ key, text }: { readonly key: string; readonly text: string }): void =>
    refuse([...keyProblems(key), ...textProblems("note", text)]);
  const checkOwner = (owner: string): void => {
    refuse(textProblems("owner", owner));
    if (options.people?.includes(owner) ?? true) return;
    throw refusal("forbidden", "the service does not assign this person", "add the person to the service first", "no");
  };
  const existing = (id: string): Row<TrainTicket> => (late.land(), ticket(id));
  const turned =
    (state: "live" | "ended"): TrainTickets["close"] =>
    async (id, wish, call) => {
      const note = structuredClone(wish);
      await calls.begin(call);
      checkNote(note);
      if (ticket(id, "no").state === state) return heldNow(id);
      await calls.write(call, () => say(ticket(id, "no").id, note));
      return afterwards(() =>
        calls.write(call, () => {
          const row = ticket(id);
          if (row.state !== state) store.change(row, { state });
          return heldNow(id);
        }),
      );
    };

  return {
    ...mirror,
    spec: 1,
    personOf: (refs) => memoryRef(refs, "personId"),
    async list(range, call) {
      const { held, complete } = await mirror.list(range, call);
      const rows = owners.listed();
      return { held: held.map((one) => owned(one, rows)), complete };
    },
    async read(id, call) {
      const held = await mirror.read(id, call);
      return held && owned(held);
    },
    async assign(id, owner, wish, call) {
      const note = structuredClone(wish);
      await calls.begin(call);
      checkNote(note);
      checkOwner(owner);
      await calls.write(call, () => say(ticket(id, "no").id, note));
      return afterwards(() => calls.write(call, () => (own(ticket(id).id, owner), heldNow(id))));
    },
    comment(id, wish, call) {
      const note = structuredClone(wish);
      return calls.write(call, () => {
        checkNote(note);
        return commentOf(say(ticket(id, "no").id, note));
      });
    },
    comments: (id, call) =>
      calls.read(call, () => {
        ticket(id);
        return comments
          .listed()
          .filter(({ item }) => item.ticket === id)
          .map(commentOf);
      }),
    blockers: (id, call) =>
      calls.read(call, () => {
        ticket(id);
        return blockersOf(id, blockers.listed()).map(blockerOf);
      }),
    block(id, { key, title, owner, note }, call) {
      return calls.write(call, () => {
        refuse([...keyProblems(key), ...textProblems("title", title), ...textProblems("note", note)]);
        checkOwner(owner);
        ticket(id, "no");
        const there = blockersOf(id, blockers.listed()).find(({ item }) => item.key === key);
        return blockerOf(there ?? makeBlocker({ ticket: id, key, title, owner, notes: [{ text: note }] }));
      });
    },
    unblock(id, which, wish, call) {
      const note = structuredClone(wish);
      return calls.write(call, () => {
        checkNote(note);
        ticket(id, "no");
        const row = blocker(which, id);
        return blockerOf(row.item.open ? resolve(row, note) : row);
      });
    },
    close: turned("ended"),
    reopen: turned("live"),
    world: {
      ...mirror.world,
      seen: () =>
        mirror.world.resources().map((row) => ({
          ...row,
          ...owners.find(row.id)?.item,
          comments: comments
            .all()
            .filter(({ item }) => item.ticket === row.id)
            .map(commentOf),
          blockers: blockersOf(row.id, blockers.all()).map((one) => ({
            ...blockerOf(one),
            notes: one.item.notes.map(({ text }) => text),
          })),
        })),
      humanAssign: (id, owner) => own(existing(id).id, owner),
      humanComment: (id, text) => say(existing(id).id, { text }).id,
      humanBlock: (id, title, owner) =>
        makeBlocker({ ticket: existing(id).id, title, ...(owner !== undefined && { owner }), notes: [] }).id,
      humanUnblock: (id) => void (late.land(), resolve(blocker(id))),
    },
  };
}
