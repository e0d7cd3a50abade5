import { expect, test } from "vitest";
import { EVER, mark, minute, notice, world } from "./support/world.ts";

test("smoke", async () => {
  const { board, fake, clock } = world();
  const held = await board.create(notice(), mark());
  expect(held.item).toEqual(notice());
  expect((await board.list(EVER)).held).toEqual([held]);
  const moved = await board.update(held, notice({ end: minute(200), body: "New words" }), 4);
  expect(moved.item).toEqual(notice({ end: minute(200), body: "New words" }));
  clock.set(minute(121));
  expect((await board.read(held.id))?.state).toBe("in_progress");
  await board.extend(held.id, minute(230), "longer");
  const done = await board.complete(held.id, "done");
  expect(done.state).toBe("completed");
  expect(await board.components.get("api")).toMatchObject({ status: "operational" });
  expect(fake.state().notifications.map((n) => n.kind)).toEqual([
    "created",
    "updated",
    "reminder",
    "started",
    "updated",
    "completed",
  ]);
});
