import { needs, sameFields, settle } from "./case-tools.ts";
import { type NoticeBoardStage, otherNoticeMark, pass, running, statuses, toldBy } from "./notice-board-stage.ts";

export async function completed(stage: NoticeBoardStage): Promise<void> {
  const { board, notice } = stage;
  const { id, item } = await running(stage);
  pass(stage, item.start);
  const expected = { id, item, state: "completed", ended: true } as const;
  await toldBy(stage, 1, async () => {
    for (const _time of [1, 2]) {
      sameFields(await board.complete(id, "Done"), expected, "the answer");
      await statuses(stage, notice.components, "operational");
    }
  });
  sameFields(await board.read(id), expected, "read");
}

export async function completedLeavesOthers(stage: NoticeBoardStage): Promise<void> {
  const { board, notice, spare, clock } = stage;
  const [first = "", second = ""] = notice.components;
  const mine = await running(stage);
  const other = await running(stage, { components: [second, spare].toSorted() }, otherNoticeMark);
  for (const _time of [1, 2]) await board.complete(mine.id, "Done");
  await statuses(stage, [first], "operational");
  await statuses(stage, [second, spare], "under_maintenance");
  settle(board, clock);
  await board.complete(other.id, "Done");
  await statuses(stage, [first, second, spare], "operational");
}

export async function completedByHand(stage: NoticeBoardStage): Promise<void> {
  const { board, notice, humanComplete } = stage;
  needs(humanComplete, "hook `humanComplete`");
  const { id } = await running(stage);
  await humanComplete(id);
  sameFields(await board.read(id), { state: "completed", ended: true }, "once a person completed it");
  await statuses(stage, notice.components, "under_maintenance");
  await toldBy(stage, 0, async () =>
    sameFields(await board.complete(id, "Done"), { state: "completed" }, "the answer"),
  );
  await statuses(stage, notice.components, "operational");
}

export async function completedLeavesOutage(stage: NoticeBoardStage): Promise<void> {
  const { board, notice } = stage;
  const [first = "", ...rest] = notice.components;
  const { id } = await running(stage);
  await board.complete(id, "Done");
  await board.components.set(first, "major_outage");
  await board.complete(id, "Done");
  await statuses(stage, [first], "major_outage");
  await statuses(stage, rest, "operational");
}

export async function removedWhileRunning(stage: NoticeBoardStage): Promise<void> {
  const { board, notice } = stage;
  for (const notify of [true, false]) {
    const held = await running(stage, { notify });
    await statuses(stage, notice.components, "under_maintenance");
    await board.remove(held);
    await statuses(stage, notice.components, "operational");
  }
}
