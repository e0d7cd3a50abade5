import { createJsmOps } from "@footplate/adapter-jsm-ops";
import { fakeJsmOps } from "@footplate/adapter-jsm-ops/testing";
import { serve } from "@footplate/testkit/node";
import { expect, onTestFinished, test } from "vitest";
import { EVER, mark, override, page, SCHEDULE } from "./support/world.ts";

test("one baseUrl leads both surfaces to a fake behind a socket", async () => {
  const fake = fakeJsmOps({ users: ["account:b"] });
  const { url, close } = await serve((request) => fake.fetch(request));
  onTestFinished(close);
  const { cloudId, email, apiToken, integrationKey } = fake;
  const { onCall, pager } = createJsmOps({
    cloudId,
    email,
    apiToken,
    integrationKey,
    schedules: [SCHEDULE],
    baseUrl: url,
    allowInsecureLoopback: true,
  });
  const held = await onCall.overrides.create(override(), mark());
  expect((await onCall.overrides.list(EVER)).held).toEqual([held]);
  expect(await pager.page(page())).toMatchObject({ status: "open" });
  expect(new Set(fake.state().calls.map(({ surface }) => surface))).toEqual(new Set(["basic", "integration"]));
});
