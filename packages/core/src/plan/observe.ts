import type { CallOptions } from "../call.ts";
import { FootplateError } from "../error.ts";
import { stableJson } from "../hash.ts";
import type { JsonObject } from "../json.ts";
import type { JournalInfo } from "../ports/journal.ts";
import type { Held, Mark, Mirror } from "../ports/mirror.ts";
import type { MirrorName } from "../ports/ports.ts";
import { epochMs, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { KeyState, LiveResource } from "./key-state.ts";

/** What was seen of one mirror. */
export interface Sighting {
  readonly mirror: MirrorName;
  /** The journal's clock, read before the listing began: only what was settled by then can be proved absent. */
  readonly began: Instant;
  /** Whether the listing showed everything and was believed. */
  readonly complete: boolean;
  /** Why not, in one sentence. */
  readonly why?: string;
  /** Every resource seen, by id. What was written a moment ago is taken from the journal. */
  readonly held: ReadonlyMap<string, Held<JsonObject>>;
  /** Ids that the vendor says are gone. */
  readonly gone: ReadonlySet<string>;
}

/** What observing one mirror needs. */
export interface Lookout {
  readonly name: MirrorName;
  readonly mirror: Mirror<JsonObject>;
  readonly range: Interval;
  /** The keys that this plan may touch. */
  readonly states: ReadonlyMap<string, KeyState>;
  /** What is wanted, by key, as the vendor would give it back. Only content tells where there are no marks. */
  readonly wanted: ReadonlyMap<string, JsonObject>;
  readonly info: () => Promise<JournalInfo>;
  readonly options: CallOptions;
}

/** Lists, then reads by id whatever the listing does not settle. */
export async function observe(lookout: Lookout): Promise<Sighting> {
  const { name, mirror, states, options } = lookout;
  const began = (await lookout.info()).now;
  const listing = await list(lookout);
  if (listing.why !== undefined && listing.held.length === 0 && !listing.answered) {
    return { mirror: name, began, complete: false, why: listing.why, held: new Map(), gone: new Set() };
  }
  const held = new Map(recognised(listing.held, lookout).map((one) => [one.id, one]));
  const gone = new Set<string>();
  const unsettled = new Set<string>();
  const settledBefore = epochMs(began) - mirror.settleMs;
  let witnesses = 0;
  let missingWitnesses = 0;
  for (const [key, state] of states) {
    const { live } = state;
    const recent = live !== undefined && epochMs(live.at) > settledBefore;
    for (const id of doubtful(key, state, held, settledBefore, lookout)) {
      // One after the other: reads share the vendor's rate limit.
      const now = await mirror.read(id, options);
      if (now === undefined) {
        held.delete(id);
        // What was written a moment ago may not be found yet: gone only after its own settle time (F22).
        if (!recent || id !== live.id) gone.add(id);
        else unsettled.add(id);
      } else held.set(id, now);
    }
    if (live === undefined) continue;
    if (recent && !held.has(live.id) && !gone.has(live.id) && !unsettled.has(live.id))
      held.set(live.id, asNoted(key, live));
    if (!recent && overlapsRange(live.got, lookout.range)) {
      const listed = listing.held.some(({ id }) => id === live.id);
      if (listed) witnesses += 1;
      else if (held.has(live.id)) missingWitnesses += 1;
    }
  }
  const blind = witnesses === 0 && missingWitnesses > 0;
  const why = listing.why ?? (blind ? "its listing shows nothing that is known to be there" : undefined);
  return { mirror: name, began, complete: why === undefined, ...(why !== undefined && { why }), held, gone };
}

async function list({ mirror, range, states, options }: Lookout): Promise<{
  readonly held: readonly Held<JsonObject>[];
  readonly answered: boolean;
  readonly why?: string;
}> {
  try {
    let listing = await mirror.list(range, options);
    const intentOpen = [...states.values()].some(({ open }) => open !== undefined);
    if (listing.held.length === 0 && intentOpen) listing = await mirror.list(range, options);
    return { ...listing, answered: true, ...(!listing.complete && { why: "its listing was not complete" }) };
  } catch (error) {
    // Whatever a person must mend, or the caller ended, is not a listing that failed.
    if (!(error instanceof FootplateError) || error.code === "auth" || error.code === "forbidden") throw error;
    return {
      held: [],
      answered: false,
      why: [error.message, error.hint].filter((part) => part !== undefined).join("; "),
    };
  }
}

/**
 * Where a service keeps no mark, what is there is known by the id that the journal noted, or by being just what an open
 * intent asked for, or, when the journal knows nothing of a key, just what is wanted. All else is somebody else's.
 */
function recognised(
  listed: readonly Held<JsonObject>[],
  { mirror, states, wanted }: Lookout,
): readonly Held<JsonObject>[] {
  if (mirror.identity !== "matched") return listed;
  const byId = new Map<string, Mark>();
  const byContent = new Map<string, Mark>();
  for (const [key, { live, open }] of states) {
    if (live !== undefined) byId.set(live.id, { key, generation: live.generation, nonce: live.nonce, facts: 0 });
    if (open?.action !== "create" || open.asked === undefined) continue;
    const { generation, nonce } = open;
    byContent.set(stableJson(mirror.normalise(open.asked)), { key, generation, nonce, facts: 0 });
  }
  for (const [key, item] of wanted) {
    if (!states.has(key)) byContent.set(stableJson(item), { key, generation: 1, nonce: "", facts: 0 });
  }
  const taken = new Set<Mark>();
  return listed.map((one) => {
    const known = byId.get(one.id);
    const alike = known ?? (one.ended === true ? undefined : byContent.get(stableJson(one.item)));
    if (alike === undefined || taken.has(alike)) return one;
    taken.add(alike);
    return { ...one, mark: alike };
  });
}

/** Ids that the listing alone does not settle: known to be live but missing, ended or different; or in the middle of a write. */
function doubtful(
  key: string,
  state: KeyState,
  held: ReadonlyMap<string, Held<JsonObject>>,
  settledBefore: number,
  lookout: Lookout,
): readonly string[] {
  const ids = new Set<string>();
  const { live, open } = state;
  if (live !== undefined) {
    const listed = held.get(live.id);
    const certain =
      listed === undefined
        ? epochMs(live.at) > settledBefore && asAsked(lookout, key, live)
        : listed.ended !== true && stableJson(listed.item) === stableJson(live.got);
    if (!certain) ids.add(live.id);
  }
  if (open?.id !== undefined) ids.add(open.id);
  return [...ids];
}

/** Whether the key is wanted just as it was last asked for. */
function asAsked({ mirror, wanted }: Lookout, key: string, { asked }: LiveResource): boolean {
  const item = wanted.get(key);
  return item !== undefined && asked !== undefined && stableJson(item) === stableJson(mirror.normalise(asked));
}

/** A resource that was written too recently for a listing to show. */
function asNoted(key: string, { id, got, generation, nonce }: LiveResource): Held<JsonObject> {
  return { id, item: got, mark: { key, generation, nonce, facts: 0 } };
}

function overlapsRange(item: JsonObject, range: Interval): boolean {
  const { start, end } = item;
  if (typeof start !== "string" || typeof end !== "string") return false;
  return epochMs(start) < epochMs(range.end) && epochMs(end) > epochMs(range.start);
}
