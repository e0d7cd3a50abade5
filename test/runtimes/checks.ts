import { isDeepStrictEqual } from "node:util";
import { deliver } from "./deliver.ts";
import { badDeliveries, goodDelivery, RECEIVERS } from "./deliveries.ts";
import type { Planned } from "./program/plan-and-apply.ts";
import type { Told } from "./program/service.ts";
import type { Held } from "./program/services.ts";
import type { Check } from "./report.ts";

/** Longest part of a value that is printed. */
const MOST_TEXT = 300;
const NOTHING: Held = {
  notices: [],
  entries: [],
  tickets: [],
  overrides: [],
  writes: { page: 0, calendar: 0, tickets: 0, pilots: 0 },
};
/** Longest that ticks may take after their delivery was answered, in milliseconds. */
const TICKS_MS = 20_000;
/** Longest that a server may take over one answer, a plan and an apply included, in milliseconds. */
const ANSWER_MS = 90_000;

/** Whether something is as it should be, down to the last member. */
export function same(name: string, got: unknown, wanted: unknown): Check {
  const text = (value: unknown): string => JSON.stringify(value).slice(0, MOST_TEXT);
  return { name, ...(!isDeepStrictEqual(got, wanted) && { wrong: `${text(got)}, not ${text(wanted)}` }) };
}

/** What a server on this machine answers, as JSON. */
export async function asked<T>(port: number, path: string): Promise<T> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const answer = await fetch(`http://127.0.0.1:${String(port)}/${path}`, { signal });
  return (await answer.json()) as T;
}

/** What is known of a receiver once every hint has had its tick. */
async function settled(port: number, receiver: string, hints: number): Promise<Told> {
  const until = performance.now() + TICKS_MS;
  const look = (): Promise<Told> => asked(port, `told/${receiver}`);
  let told = await look();
  while (told.ticks < hints && told.errors.length === 0 && performance.now() < until) told = await look();
  return told;
}

/** Sends every service's deliveries over the wire to a server in the runtime: first the bad ones, all at once. */
export async function checkWebhooks(port: number): Promise<readonly Check[]> {
  const bad = await badDeliveries();
  const answers = await Promise.all(bad.map(({ parcel }) => deliver(port, parcel)));
  const checks = bad.map(({ name, status }, at) => same(`F51 F54 ${name}`, answers[at], status));
  for (const receiver of [...RECEIVERS, "silent"]) {
    const told = await asked<Told>(port, `told/${receiver}`);
    checks.push(
      same(`F51 F53 ${receiver} told nobody of those`, told, { hints: 0, ticks: 0, errors: [], held: NOTHING }),
    );
  }
  for (const receiver of RECEIVERS) checks.push(...(await twice(port, receiver)));
  return checks;
}

/** The same delivery twice: the second calls for a tick as well, and that finds nothing to do. */
async function twice(port: number, receiver: string): Promise<readonly Check[]> {
  const parcel = await goodDelivery(receiver);
  const first = await deliver(port, parcel);
  const once = await settled(port, receiver, 1);
  const second = await deliver(port, parcel);
  const again = await settled(port, receiver, 2);
  const { held, ...counts } = again;
  return [
    same(`${receiver} good`, first, 202),
    same(
      `${receiver}: its tick made every window, once`,
      [once.held.notices.length > 0, isOnce(once.held)],
      [true, true],
    ),
    same(`F48 ${receiver} replayed`, second, 202),
    same(`F48 ${receiver}: each had its tick`, counts, { hints: 2, ticks: 2, errors: [] }),
    same(`F48 ${receiver}: the second tick changed nothing`, held, once.held),
  ];
}

/** Deno tells whoever reads a request's signal that it aborts after the answer as well; receivers have let go of it by then. */
const EXPECTED = /"port":|^Deno\.serve: request\.signal aborts on successful responses/;

/** What nobody caught, and what a runtime warns of, is printed: a server that is well says its port and nothing else. */
export function checkSaid(said: string): readonly Check[] {
  const lines = said.split("\n").filter((line) => line !== "" && !EXPECTED.test(line));
  return [same("the server says nothing but its port", lines, [])];
}

/** What planning and applying must have come to, for every kind of thing that is mirrored. */
export function checkMirrors(done: Planned): readonly Check[] {
  if ("error" in done) return [{ name: "plan and apply", wrong: done.error }];
  const { planned, before, after, left, again } = done;
  const made = {
    noticeBoard: after.notices.length,
    calendar: after.entries.length,
    trainTickets: after.tickets.length,
    onCall: after.overrides.length,
  };
  const { page, calendar, tickets, pilots } = after.writes;
  return [
    ...Object.entries(made).flatMap(([mirror, count]) => [
      same(`a plan has something to do: ${mirror}`, count > 0, true),
      same(`an apply makes what was planned: ${mirror}`, count, planned[mirror as keyof typeof made] ?? 0),
    ]),
    same("a plan writes nothing", before, NOTHING),
    same("an apply writes once for each", [page, calendar, tickets, pilots], Object.values(made)),
    same("nothing is there twice", isOnce(after), true),
    same("nothing is left to plan", left, 0),
    same("a second apply changes nothing", again, after),
  ];
}

function isOnce({ notices, entries, tickets, overrides }: Held): boolean {
  return [notices, entries, tickets, overrides].every((keys) => new Set(keys).size === keys.length);
}
