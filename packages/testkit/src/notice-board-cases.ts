import type { HeldNotice } from "@footplate/core";
import { abortedCalls, casesOf, otherRefs, sameFields, settle, missing } from "./case-tools.ts";
import { type Case, frozen, refused, same } from "./check.ts";
import {
  completed,
  completedByHand,
  completedLeavesOthers,
  completedLeavesOutage,
  removedWhileRunning,
} from "./notice-completion-cases.ts";
import {
  pass,
  running,
  scheduled,
  statuses,
  type NoticeBoardCasesWorld,
  type NoticeBoardStage,
  later,
  toldBy,
} from "./notice-board-stage.ts";
import { disarmed, disarmedLate, disarmedNothing, extendDisarms, staysOpen } from "./notice-end-cases.ts";

/**
 * What every notice board must do beside `mirrorCases`, as cases for any test runner. What needs something the stage does
 * not offer is told as skipped.
 */
export function noticeBoardCases(world: NoticeBoardCasesWorld): readonly Case[] {
  return casesOf<NoticeBoardStage>(world, {
    "refs that say nothing of the board name no component": withoutRefs,
    "a new notice is scheduled, never closes by itself and leaves its components alone": made,
    "starting puts the components under maintenance and tells once, and twice is as once": started,
    "extending moves the end and tells once, and twice is as once": extended,
    "what is not in progress is not extended, and no end comes before its start": extendRefused,
    "F85 a notice of ours is still in progress after its planned end": staysOpen,
    "F85 extending one of ours that was armed disarms it": extendDisarms,
    "F85 disarming tells nobody, and the notice stays open after its planned end": disarmed,
    "F85 disarming what is not armed changes nothing": disarmedNothing,
    "F85 disarming what has closed does not open it": disarmedLate,
    "F86 completing leaves the components operational and tells once, and twice is as once": completed,
    "F86 completing leaves alone what another notice in progress holds": completedLeavesOthers,
    "F84 F86 completing finishes what a person completed early": completedByHand,
    "F86 completing again leaves an outage alone that was reported since": completedLeavesOutage,
    "F86 removing a notice in progress leaves the components operational": removedWhileRunning,
    "what is completed is not started or extended": neverReopened,
    "a post changes nothing, and tells whom the notice tells": posted,
    "F16 acting on an unknown notice is not_found, and nothing is written": unknownNotice,
    "a component is listed, set and read back": componentSet,
    "F16 an unknown component is not_found": unknownComponent,
    "an aborted call rejects with the signal's own reason and sends nothing": aborted,
  });
}

async function withoutRefs({ board }: NoticeBoardStage): Promise<void> {
  for (const refs of otherRefs) same(board.componentsOf(frozen(refs)), [], "components");
}

async function made(stage: NoticeBoardStage): Promise<void> {
  const held = await scheduled(stage);
  sameFields(held, { state: "scheduled", autoClose: false, ended: undefined }, "the notice");
  await statuses(stage, stage.notice.components, "operational");
  await listedAs(stage, held.id, "scheduled");
}

async function started(stage: NoticeBoardStage): Promise<void> {
  const { board, notice, spare } = stage;
  const { id, item, mark } = await scheduled(stage);
  const expected = { id, item, mark, state: "in_progress", ended: undefined } as const;
  await toldBy(stage, 1, async () => {
    sameFields(await board.start(id, "We begin"), expected, "the answer");
    sameFields(await board.start(id, "We begin"), expected, "the second answer");
  });
  await statuses(stage, notice.components, "under_maintenance");
  await statuses(stage, [spare], "operational");
  await listedAs(stage, id, "in_progress");
}

async function extended(stage: NoticeBoardStage): Promise<void> {
  const { board, notice } = stage;
  const { id, item, mark } = await running(stage);
  const end = later(item.end, 30);
  await toldBy(stage, 1, async () => {
    for (const _time of [1, 2]) {
      const answer = await board.extend(id, end, "Half an hour more");
      sameFields(answer, { id, item: { ...item, end }, mark, state: "in_progress" }, "the answer");
    }
  });
  sameFields(await board.read(id), { item: { ...item, end }, mark, state: "in_progress" }, "read");
  await statuses(stage, notice.components, "under_maintenance");
}

async function extendRefused(stage: NoticeBoardStage): Promise<void> {
  const { board, notice } = stage;
  const { id, item } = await scheduled(stage);
  await refused(board.extend(id, later(item.end, 30), "More"), "conflict", "no", "what has not started");
  await board.start(id, "We begin");
  await refused(board.extend(id, notice.start, "Less"), "invalid_input", "no", "an end at the start");
  sameFields(await board.read(id), { item, state: "in_progress" }, "read");
}

async function neverReopened(stage: NoticeBoardStage): Promise<void> {
  const { board, notice } = stage;
  const { id, item } = await running(stage);
  await board.complete(id, "Done");
  await refused(board.start(id, "Again"), "conflict", "no", "start");
  await refused(board.extend(id, later(item.end, 30), "More"), "conflict", "no", "extend");
  sameFields(await board.read(id), { item, state: "completed", ended: true }, "read");
  await statuses(stage, notice.components, "operational");
}

async function posted(stage: NoticeBoardStage): Promise<void> {
  const { board } = stage;
  // A service with versions may count an update as a change.
  const asItWas = ({ version: _version, ...held }: HeldNotice): Partial<HeldNotice> => held;
  const loud = await running(stage);
  await toldBy(stage, 1, async () => sameFields(await board.post(loud.id, "Half done"), asItWas(loud), "the answer"));
  const read = await board.read(loud.id);
  sameFields(read, asItWas(loud), "read");
  await board.remove(read ?? loud);
  const silent = await running(stage, { notify: false });
  await toldBy(stage, 0, async () =>
    sameFields(await board.post(silent.id, "Half done"), asItWas(silent), "the answer"),
  );
  pass(stage, silent.item.start);
  sameFields(await board.read(silent.id), { item: silent.item, state: "in_progress" }, "read later");
}

async function unknownNotice(stage: NoticeBoardStage): Promise<void> {
  const { board, unknownId = "no-such-notice" } = stage;
  const held = await scheduled(stage);
  for (const [name, act] of Object.entries(acts(stage, unknownId))) await refused(act(), "not_found", "no", name);
  sameFields(await board.read(held.id), held, "another notice");
}

async function componentSet({ board, notice, spare }: NoticeBoardStage): Promise<void> {
  const ids = (await board.components.list()).map(({ id }) => id);
  same(new Set(ids).size, ids.length, "components, each once");
  for (const id of [...notice.components, spare]) same(ids.filter((one) => one === id).length, 1, `times of ${id}`);
  for (const status of ["degraded_performance", "major_outage", "operational", "under_maintenance"]) {
    sameFields(await board.components.set(spare, status), { id: spare, status }, "the answer");
    const read = await board.components.get(spare);
    sameFields(read, { id: spare, status }, "read");
    same(
      (await board.components.list()).find(({ id }) => id === spare),
      read,
      "listed",
    );
  }
  for (const id of notice.components) same((await board.components.get(id)).status, "operational", id);
}

async function unknownComponent({ board, spare }: NoticeBoardStage): Promise<void> {
  await missing(board.components.get("no-such-component"), "get");
  await refused(board.components.set("no-such-component", "operational"), "not_found", "no", "set");
  same((await board.components.get(spare)).status, "operational", "another component");
}

async function aborted(stage: NoticeBoardStage): Promise<void> {
  const { board, spare, sent } = stage;
  const { id, item } = await running(stage);
  await abortedCalls(
    {
      ...acts(stage, id),
      get: (options) => board.components.get(spare, options),
      list: (options) => board.components.list(options),
      set: (options) => board.components.set(spare, "major_outage", options),
    },
    sent,
  );
  sameFields(await board.read(id), { item, state: "in_progress" }, "read");
  await statuses(stage, [spare], "operational");
}

/** Everything that is done to a notice. */
function acts({ board, notice }: NoticeBoardStage, id: string) {
  type Options = Parameters<typeof board.read>[1];
  return {
    start: (options?: Options) => board.start(id, "We begin", options),
    extend: (options?: Options) => board.extend(id, later(notice.end, 30), "More", options),
    complete: (options?: Options) => board.complete(id, "Done", options),
    disarm: (options?: Options) => board.disarm(id, options),
    post: (options?: Options) => board.post(id, "A word", options),
  };
}

async function listedAs(stage: NoticeBoardStage, id: string, state: string): Promise<void> {
  const { board, clock, notice } = stage;
  settle(board, clock);
  const { held } = await board.list({ start: notice.start, end: notice.end });
  const row = held.find((one) => one.id === id);
  sameFields(row, { state: (await board.read(id))?.state, autoClose: false }, "listed");
  same(row?.state, state, "the state");
}
