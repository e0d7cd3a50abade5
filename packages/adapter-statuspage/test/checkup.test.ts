import { describe, expect, test } from "vitest";
import { ahead, checksOf, lineWith, unreachable } from "../../../test/support/checkup.ts";
import { world } from "./support/world.ts";

const api = lineWith({ target: { statuspage: { componentId: "api" } } });

describe("R4 checkup of a page", () => {
  test("reads the page and names the component of each target; writes nothing", async () => {
    const { board, fake } = world();
    expect(await checksOf(board.checkup, api)).toEqual([
      "credential: fine, the key may read maintenances of page fakepage0001",
      "components: fine, the page has 4 components",
      "component of target prod/client-a: fine, api is API",
      "rights: open, keys have no scopes, so that only writing tells whether the key's user may edit the page",
    ]);
    expect(new Set(fake.state().calls.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("says which key, page or component is not known, and looks no further than it is let in", async () => {
    const bad = await checksOf(world().another({ apiKey: "wrong-key" }).checkup, api);
    expect(bad).toEqual([expect.stringMatching(/^credential: wrong, .*answered 401/)]);
    expect(bad.join()).not.toContain("wrong-key");
    expect(await checksOf(world().another({ pageId: "other" }).checkup)).toEqual([
      expect.stringMatching(/^credential: wrong, .*answered 404/),
    ]);
    const unknown = lineWith({ target: { statuspage: { componentId: "gone" } } });
    expect(await checksOf(world().board.checkup, unknown)).toContain(
      "component of target prod/client-a: wrong, the page has no component gone",
    );
    const malformed = lineWith({ target: { statuspage: { component: "api" } } });
    expect((await checksOf(world().board.checkup, malformed)).join("\n")).toContain(
      "component of target prod/client-a: wrong, refs.statuspage",
    );
  });

  test("says when the adapter itself would refuse a component", async () => {
    const { another } = world();
    expect(await checksOf(another({ componentIds: ["web"] }).checkup, api)).toContain(
      "component of target prod/client-a: wrong, componentIds lacks api",
    );
  });

  test("says that the page cannot be reached", async () => {
    const { board } = world({ through: () => unreachable });
    expect(await checksOf(board.checkup)).toEqual([expect.stringMatching(/^credential: wrong, .*connection/)]);
  });

  test.each([
    [20_000, "fine, the two agree"],
    [-20_000, "fine, the two agree"],
    [45_000, "doubtful, this machine's clock is 45 s behind the service's"],
    [600_000, "wrong, this machine's clock is 10 min behind the service's"],
    [-600_000, "wrong, this machine's clock is 10 min ahead of the service's"],
  ])("F38 judges a service's clock that is %i ms ahead", async (aheadMs, said) => {
    const here = world();
    const board = here.another({ fetch: ahead(here.fake.fetch, here.clock.epochMs, aheadMs) });
    expect((await checksOf(board.checkup)).at(-1)).toBe(`clock against api.statuspage.io: ${said}`);
  });
});
