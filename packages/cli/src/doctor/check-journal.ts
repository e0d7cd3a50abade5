import { epochMs, formatMoment, type Journal, leaseScope, type TrainLine } from "@footplate/core";
import { checked } from "@footplate/http";
import type { Workplace } from "../workplace.ts";
import type { Examined } from "./examined.ts";

const PROBE_MS = 10_000;
const CLOCK_MS = 30_000;

/** Whether there is a journal, whether it can be read and written, how old it is, and who writes now. */
export async function* checkJournal(line: TrainLine, place: Workplace): AsyncGenerator<Examined, void, undefined> {
  const about = "journal";
  if (!(await place.hasJournal())) {
    yield {
      about,
      subject: "journal",
      result: "open",
      found: `there is none yet; the first command that records makes ${place.journalFile ?? "it"}`,
      hint: "if there was one, restore it from a backup before anything else",
    };
    return;
  }
  const reads = await checked("contents", () => place.withJournal("read", (journal) => contents(line, journal)));
  yield { about, ...reads };
  if (reads.result === "wrong") return;
  yield { about, ...(await checked("clock", () => place.withJournal("read", (journal) => clock(journal, place)))) };
  yield { about, ...(await checked("writing", () => place.withJournal("read", (journal) => writing(line, journal)))) };
  yield { about, ...(await checked("lease", () => place.withJournal("read", (journal) => lease(line, journal)))) };
}

async function contents(line: TrainLine, journal: Journal): Promise<string> {
  const { birth } = await journal.info();
  const facts = await journal.facts(line.id);
  await journal.notes(line.id);
  return `it was made ${formatMoment(birth, line.zone)} and holds ${facts.length} facts of this line`;
}

async function clock(journal: Journal, place: Workplace) {
  const { now } = await journal.info();
  const offMs = Math.abs(epochMs(now) - epochMs(place.now()));
  if (offMs <= CLOCK_MS) return "it agrees with this machine's";
  const found = `it is ${Math.round(offMs / 1000)} s off this machine's`;
  return { result: "doubtful", found, hint: "set both by a time server" } as const;
}

/** A lease of its own scope is a real write that changes nothing for anybody. */
async function writing(line: TrainLine, { leases }: Journal): Promise<string> {
  const answer = await leases.acquire(`doctor/${line.id}`, "footplate doctor", "doctor", PROBE_MS);
  if (answer.ok) await leases.release(answer.lease);
  return "it can be written";
}

async function lease(line: TrainLine, { leases }: Journal): Promise<string> {
  const held = await leases.holder(leaseScope(line));
  if (held === undefined) return "nobody is writing to the line now";
  const { holder, reason, since, expiresAt } = held;
  const until = formatMoment(expiresAt, line.zone);
  return `${holder} may write (${reason}) since ${formatMoment(since, line.zone)}, until ${until}`;
}
