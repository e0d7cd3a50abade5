import { needs, sameFields } from "./case-tools.ts";
import { refused, same } from "./check.ts";
import { later, type NoticeBoardStage, pass, running, scheduled, statuses, toldBy } from "./notice-board-stage.ts";

export async function staysOpen(stage: NoticeBoardStage): Promise<void> {
  const { id, item } = await running(stage);
  pass(stage, item.end);
  sameFields(await stage.board.read(id), { state: "in_progress", ended: undefined }, "after the planned end");
  await statuses(stage, item.components, "under_maintenance");
}

export async function extendDisarms(stage: NoticeBoardStage): Promise<void> {
  const { board, arm } = stage;
  needs(arm, "hook `arm`");
  const { id, item } = await running(stage);
  await arm(id);
  same((await board.read(id))?.autoClose, true, "whether it is armed");
  const end = later(item.end, 30);
  same((await board.extend(id, end, "More")).autoClose, false, "the answer");
  pass(stage, end);
  sameFields(await board.read(id), { state: "in_progress", autoClose: false }, "after the new end");
}

export async function disarmed(stage: NoticeBoardStage): Promise<void> {
  const { board, arm } = stage;
  needs(arm, "hook `arm`");
  for (const make of [scheduled, running]) {
    const { id, item, state } = await make(stage);
    await arm(id);
    same((await board.read(id))?.autoClose, true, "whether it is armed");
    await toldBy(stage, 0, async () => {
      for (const _time of [1, 2]) {
        sameFields(await board.disarm(id), { id, item, state, autoClose: false }, "the answer");
      }
    });
    same((await board.read(id))?.autoClose, false, "read");
    if (state === "scheduled") await board.remove({ ...(await board.start(id, "We begin")) });
  }
  const last = await running(stage);
  await arm(last.id);
  await board.disarm(last.id);
  pass(stage, last.item.end);
  sameFields(await board.read(last.id), { state: "in_progress", ended: undefined }, "after the planned end");
}

export async function disarmedNothing(stage: NoticeBoardStage): Promise<void> {
  const { board } = stage;
  const held = await scheduled(stage);
  await toldBy(stage, 0, async () => {
    for (const _time of [1, 2]) sameFields(await board.disarm(held.id), held, "the answer");
  });
  sameFields(await board.read(held.id), held, "read");
}

export async function disarmedLate(stage: NoticeBoardStage): Promise<void> {
  const { board, arm } = stage;
  const { id, item } = await running(stage);
  if (arm === undefined) await board.complete(id, "Done");
  else await arm(id);
  pass(stage, item.end);
  same((await board.read(id))?.state, "completed", "after the planned end");
  await toldBy(stage, 0, async () => same((await board.disarm(id)).state, "completed", "the answer"));
  sameFields(await board.read(id), { item, state: "completed", ended: true }, "read");
  await refused(board.extend(id, later(item.end, 30), "More"), "conflict", "no", "extend");
}
