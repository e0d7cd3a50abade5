import { fromEpochMs, FootplateError } from "@footplate/core";
import { describe, expect, test } from "vitest";
import { order } from "./support/order.ts";
import { BEGIN, failing, minute, sent, world } from "./support/world.ts";

const target = { id: "prod/eu", refs: { github: { environment: "production" } } };
const staging = { id: "stage/eu", refs: { github: { environment: "staging" } } };

describe("running", () => {
  test("nothing was ever deployed", async () => {
    const { versionProbe, fake } = world();
    expect(await versionProbe.running(target)).toBeUndefined();
    expect(sent(fake)).toEqual(["GET deployments 200"]);
  });

  test("what a deploy put there, once it has succeeded", async () => {
    const { versionProbe, deployRunner, clock } = world();
    await deployRunner.start(order({ services: { cart: "2.4.1" } }));
    clock.advance(30_000);
    expect(await versionProbe.running(target)).toBeUndefined();
    clock.advance(60_000);
    expect(await versionProbe.running(target)).toEqual({
      version: "2.4.0",
      services: { cart: "2.4.1" },
      since: fromEpochMs(Date.parse(BEGIN) + 65_000),
    });
  });

  test("a newer deployment that failed or is under way leaves what was there", async () => {
    const { versionProbe, fake, clock } = world();
    for (const [version, state] of [
      ["1", "success"],
      ["2", "failure"],
      ["3", "error"],
      ["4", "in_progress"],
    ] as const) {
      fake.deployments.setState(fake.deployments.add({ environment: "production", payload: { version } }), state);
      clock.advance(60_000);
    }
    fake.deployments.add({ environment: "production", payload: { version: "5" } });
    expect(await versionProbe.running(target)).toEqual({ version: "1", since: BEGIN });
  });

  test("what succeeded last, though others were begun after it", async () => {
    const { versionProbe, fake, clock } = world();
    const first = fake.deployments.add({ environment: "production", payload: { version: "1" } });
    clock.advance(60_000);
    fake.deployments.setState(
      fake.deployments.add({ environment: "production", payload: { version: "2" } }),
      "success",
    );
    clock.advance(60_000);
    fake.deployments.setState(first, "success");
    expect(await versionProbe.running(target)).toEqual({ version: "1", since: minute(2) });
  });

  test("asks for the statuses of no more deployments than it must", async () => {
    const { versionProbe, fake, clock } = world();
    for (let count = 0; count < 20; count += 1) {
      fake.deployments.setState(
        fake.deployments.add({ environment: "production", payload: { version: "1" } }),
        "success",
      );
      clock.advance(60_000);
    }
    await versionProbe.running(target);
    expect(sent(fake)).toHaveLength(2);
  });

  test("what became inactive does not run, one after it does", async () => {
    const { versionProbe, fake, clock } = world();
    const first = fake.deployments.add({ environment: "staging", payload: { version: "1" } });
    fake.deployments.setState(first, "success");
    clock.advance(60_000);
    const second = fake.deployments.add({ environment: "staging", payload: { version: "2" } });
    fake.deployments.setState(second, "success");
    expect(fake.deployments.all()[0]?.statuses.at(-1)?.state).toBe("inactive");
    expect((await versionProbe.running(staging))?.version).toBe("2");
    fake.deployments.setState(second, "inactive");
    expect(await versionProbe.running(staging)).toBeUndefined();
  });

  test("of another environment says nothing of this one", async () => {
    const { versionProbe, fake } = world();
    fake.deployments.setState(fake.deployments.add({ environment: "staging", payload: { version: "1" } }), "success");
    expect(await versionProbe.running(target)).toBeUndefined();
    const swapped = world({
      through: () => async () =>
        fake.fetch("https://api.github.com/repos/octo/trains/deployments", {
          headers: { authorization: "Bearer fake-token" },
        }),
    });
    expect(await failing(swapped.versionProbe.running(target))).toMatchObject({ code: "protocol" });
  });

  test("none among those that are looked at is no proof of none", async () => {
    const { another, fake } = world();
    const { versionProbe } = another({ probe: { most: 3 } });
    for (let count = 0; count < 3; count += 1)
      fake.deployments.setState(fake.deployments.add({ environment: "production" }), "failure");
    expect(await failing(versionProbe.running(target))).toMatchObject({
      code: "too_large",
      hint: expect.stringContaining("probe.most"),
    });
  });
});

describe("the version", () => {
  const sha = "0123456789abcdef0123456789abcdef01234567";
  test.each([
    [undefined, { version: "2" }, "2"],
    [undefined, '{"version":"3"}', "3"],
    [undefined, "", "v1"],
    [undefined, "not JSON", "v1"],
    [undefined, { version: 4 }, "v1"],
    ["payload", { version: "2" }, "2"],
    ["ref", { version: "2" }, "v1"],
    ["sha", { version: "2" }, sha],
  ] as const)("from %s of %j is %s", async (version, payload, expected) => {
    const { another, fake } = world();
    fake.deployments.setState(fake.deployments.add({ environment: "production", ref: "v1", sha, payload }), "success");
    const { versionProbe } = another({ probe: version === undefined ? {} : { version } });
    expect((await versionProbe.running(target))?.version).toBe(expected);
  });

  test("that a payload must name and does not is an error, with the way out", async () => {
    const { another, fake } = world();
    fake.deployments.setState(fake.deployments.add({ environment: "production" }), "success");
    expect(await failing(another({ probe: { version: "payload" } }).versionProbe.running(target))).toMatchObject({
      code: "invalid_response",
      hint: expect.stringContaining("payload"),
    });
  });

  test("F57 a payload cannot reach our objects", async () => {
    const { versionProbe, fake } = world();
    const payload = '{"version":"2","services":{"__proto__":"x","cart":"1","n":1}}';
    fake.deployments.setState(fake.deployments.add({ environment: "production", payload }), "success");
    expect((await versionProbe.running(target))?.services).toEqual({ cart: "1" });
  });
});

test("a target without an environment is refused before anything is sent", async () => {
  const { versionProbe, fake } = world();
  for (const refs of [undefined, {}, { github: { workflow: "deploy.yml" } }])
    expect(await failing(versionProbe.running({ id: "prod/eu", ...(refs && { refs }) }))).toMatchObject({
      code: "invalid_input",
    });
  expect(sent(fake)).toEqual([]);
});

test.each([401, 403, 404, 429, 500, 503])("F16 %i never says that nothing runs", async (status) => {
  const { versionProbe } = world({ through: () => async () => Response.json({ message: "no" }, { status }) });
  expect(await failing(versionProbe.running(target))).toBeInstanceOf(FootplateError);
});
