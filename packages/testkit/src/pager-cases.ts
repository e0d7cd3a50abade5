import { type Alert, epochMs, type Page, type Pager, type Responder } from "@footplate/core";
import { MANY, needs, runOf } from "./case-tools.ts";
import { type Case, check, frozen, refused, rejection, same } from "./check.ts";

/** A pager made for one case, without an alert. */
export interface PagerStage {
  readonly pager: Pager;
  /** Somebody who can be called. */
  readonly to: Responder;
  /** The clock that the port lives by. */
  readonly clock: { epochMs(): number; advance(ms: number): void };
  /** The vendor's id of an escalation that an alert can be passed to. */
  readonly escalation?: string;
  /** What the service itself holds of the newest alert of the key. */
  readonly held?: (
    key: string,
  ) => Promise<{ readonly notes: readonly string[]; readonly responders: readonly Responder[] }>;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface PagerCasesWorld {
  readonly name: string;
  /** A service of its own. Called once for every case. */
  fresh(): Promise<PagerStage>;
}

type Body = (stage: PagerStage) => Promise<void>;

const key = "line/t1/blocked";
const message = "The train is blocked";

/**
 * What every pager must do, as cases for any test runner. What needs something the stage does not offer is told as skipped.
 * A service that can hold a message of thousands of characters may keep it whole.
 */
export function pagerCases(world: PagerCasesWorld): readonly Case[] {
  const cases: readonly (readonly [string, Body])[] = [
    ["a page is an open alert with its key, counted once, and is found again", paged],
    ["paging again while it is open is the same alert, counted twice", pagedTwice],
    ["paging again while it is acknowledged is the same alert", pagedAcknowledged],
    ["keys that resemble each other are alerts of their own", keysApart],
    ["an older alert behind many newer ones is found", foundBehindMany],
    ["an unknown key finds nothing", foundNothing],
    ["F16 acting on an unknown key is not_found, and nothing is written", actedOnNothing],
    ["an acknowledged alert is found acknowledged", acknowledged],
    ["a note is kept and leaves the alert as it was", noted],
    ["another responder leaves the alert open", responderAdded],
    ["an escalation leaves the alert open", escalated],
    ["closing twice is success, and it is found closed", closedTwice],
    ["acting on a closed alert is not_found, and it stays closed", actedOnClosed],
    ["paging after it was closed makes a new alert", pagedAfterClose],
    ["an over-long message is cut with an ellipsis, not refused, and never within a character", longMessage],
    ["refs that say nothing of the service name nobody", withoutRefs],
    ["an aborted call rejects with the signal's own reason and sends nothing", aborted],
  ];
  return cases.map(([name, body]) => ({
    name: `${world.name}: ${name}`,
    run: runOf(async () => body(await world.fresh())),
  }));
}

async function paged(stage: PagerStage): Promise<void> {
  const alert = await page(stage);
  sameAlert(alert, { key, status: "open", message, count: 1 }, "the answer");
  check(alert.id !== "", "the alert has an id");
  check(Number.isFinite(epochMs(alert.createdAt)), "the alert has a time");
  same(await stage.pager.find(key), alert, "found");
  if (stage.held !== undefined) same((await stage.held(key)).responders, [stage.to], "who is called");
}

async function pagedTwice(stage: PagerStage): Promise<void> {
  const first = await page(stage);
  stage.clock.advance(60_000);
  const again = await page(stage);
  sameAlert(again, { key, id: first.id, status: "open", createdAt: first.createdAt, count: 2 }, "the answer");
  same(await stage.pager.find(key), again, "found");
}

async function pagedAcknowledged(stage: PagerStage): Promise<void> {
  const { id } = await page(stage);
  await stage.pager.acknowledge(key, "Looking");
  sameAlert(await page(stage), { id, count: 2 }, "the answer");
}

async function keysApart(stage: PagerStage): Promise<void> {
  const keys = [key, `${key}-2`, key.replaceAll("/", ":"), key.slice(0, -1)];
  const ids: string[] = [];
  for (const one of keys) {
    const alert = await page(stage, { key: one });
    sameAlert(alert, { key: one, count: 1 }, one);
    ids.push(alert.id);
  }
  same(new Set(ids).size, keys.length, "alerts");
  await stage.pager.close(key, "");
  for (const [index, one] of keys.entries()) {
    const status = one === key ? "closed" : "open";
    sameAlert(await stage.pager.find(one), { key: one, id: ids[index] ?? "", status }, `found by ${one}`);
  }
}

async function foundBehindMany(stage: PagerStage): Promise<void> {
  const { id } = await page(stage);
  for (let n = 1; n <= MANY; n += 1) {
    stage.clock.advance(1000);
    await page(stage, { key: `${key}/${n}` });
  }
  sameAlert(await stage.pager.find(key), { key, id, count: 1 }, "found behind many");
}

async function foundNothing(stage: PagerStage): Promise<void> {
  await page(stage);
  check((await stage.pager.find("line/t2/blocked")) === undefined, "nothing is found");
}

async function actedOnNothing(stage: PagerStage): Promise<void> {
  for (const [name, act] of Object.entries(acts(stage))) await refused(act(), "not_found", "no", name);
  await refused(stage.pager.close(key, "Fixed"), "not_found", "no", "close");
  check((await stage.pager.find(key)) === undefined, "nothing was made");
}

async function acknowledged(stage: PagerStage): Promise<void> {
  const { id } = await page(stage);
  const expected = { key, id, status: "acknowledged", message, count: 1 } as const;
  sameAlert(await stage.pager.acknowledge(key, "Looking"), expected, "the answer");
  sameAlert(await stage.pager.find(key), expected, "found");
  if (stage.held !== undefined) same((await stage.held(key)).notes, ["Looking"], "notes");
  sameAlert(await stage.pager.acknowledge(key, ""), expected, "acknowledged once more");
}

async function noted(stage: PagerStage): Promise<void> {
  const alert = await page(stage);
  sameAlert(await stage.pager.note(key, "Rolled back"), alert, "the answer");
  sameAlert(await stage.pager.find(key), alert, "found");
  if (stage.held !== undefined) same((await stage.held(key)).notes, ["Rolled back"], "notes");
}

async function responderAdded(stage: PagerStage): Promise<void> {
  const { pager, to, held } = stage;
  const alert = await page(stage, { to: [] });
  sameAlert(await pager.addResponder(key, frozen(to)), alert, "the answer");
  sameAlert(await pager.find(key), alert, "found");
  if (held !== undefined) same((await held(key)).responders, [to], "who is called");
}

async function escalated(stage: PagerStage): Promise<void> {
  needs(stage.escalation, "hook `escalation`");
  const alert = await page(stage);
  sameAlert(await stage.pager.escalate(key, stage.escalation), alert, "the answer");
  sameAlert(await stage.pager.find(key), alert, "found");
}

async function closedTwice(stage: PagerStage): Promise<void> {
  const { id } = await page(stage);
  const expected = { key, id, status: "closed", message, count: 1 } as const;
  sameAlert(await stage.pager.close(key, "Fixed"), expected, "the answer");
  sameAlert(await stage.pager.close(key, "Fixed"), expected, "the second answer");
  sameAlert(await stage.pager.find(key), expected, "found");
  if (stage.held !== undefined) same((await stage.held(key)).notes, ["Fixed"], "notes");
}

async function actedOnClosed(stage: PagerStage): Promise<void> {
  await page(stage);
  const closed = await stage.pager.close(key, "");
  for (const [name, act] of Object.entries(acts(stage))) await refused(act(), "not_found", "no", name);
  sameAlert(await stage.pager.find(key), closed, "found");
}

async function pagedAfterClose(stage: PagerStage): Promise<void> {
  const first = await page(stage);
  await stage.pager.close(key, "Fixed");
  stage.clock.advance(60_000);
  const second = await page(stage);
  sameAlert(second, { key, status: "open", count: 1 }, "the answer");
  check(second.id !== first.id, "it is another alert");
  same(await stage.pager.find(key), second, "found");
}

async function longMessage(stage: PagerStage): Promise<void> {
  // Of characters that are two long, one of the two texts would be cut within one.
  for (const [index, start] of ["", "x"].entries()) {
    const whole = start + "🚂".repeat(2500);
    const alert = await page(stage, { key: `${key}-${index}`, message: whole });
    if (alert.message === whole) continue;
    check(alert.message.endsWith("…"), "what is cut ends with an ellipsis");
    const kept = alert.message.slice(0, -1);
    check(kept !== "" && whole.startsWith(kept), "what is kept is the beginning");
    check(!/\p{Cs}/u.test(kept), "no character is cut in two");
  }
}

async function withoutRefs({ pager }: PagerStage): Promise<void> {
  for (const refs of [undefined, {}, { "another-service": { personId: "a", scheduleId: "b" } }]) {
    check(pager.responderOf(frozen(refs)) === undefined, "nobody is named");
  }
}

async function aborted(stage: PagerStage): Promise<void> {
  const { pager, sent } = stage;
  const alert = await page(stage);
  const before = sent?.();
  const reason = { because: "the caller changed its mind" };
  const options = { signal: AbortSignal.abort(reason) };
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    page: () => pager.page({ key, message, to: [stage.to] }, options),
    find: () => pager.find(key, options),
    ...acts(stage, options),
    close: () => pager.close(key, "Fixed", options),
  };
  for (const [name, call] of Object.entries(calls)) {
    check((await rejection(call(), name)) === reason, `${name} rejects with the signal's own reason`);
  }
  same(sent?.(), before, "requests");
  same(await pager.find(key), alert, "found");
}

function page({ pager, to }: PagerStage, parts: Partial<Page> = {}): Promise<Alert> {
  return pager.page(frozen({ key, message, to: [to], ...parts }));
}

/** What can only be done to an open alert. */
function acts(
  { pager, to, escalation = "escalation-1" }: PagerStage,
  options?: { readonly signal: AbortSignal },
): Readonly<Record<string, () => Promise<Alert>>> {
  return {
    acknowledge: () => pager.acknowledge(key, "Looking", options),
    note: () => pager.note(key, "Rolled back", options),
    addResponder: () => pager.addResponder(key, to, options),
    escalate: () => pager.escalate(key, escalation, options),
  };
}

/** Compares the fields that are expected. */
function sameAlert(alert: Alert | undefined, expected: Partial<Alert>, what: string): void {
  check(alert !== undefined, `${what}: there is no alert`);
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, Reflect.get(alert, name)]));
  same(found, expected, what);
}
