import { describe, expect, test } from "vitest";
import { ahead, checksOf, lineWith, unreachable } from "../../../test/support/checkup.ts";
import { world } from "./support/world.ts";

const CREDENTIAL = "credential: fine, repository octo/trains can be read";
const RIGHTS = "rights: open, only writing tells whether the credential may write";
const line = lineWith(
  { target: { github: { workflow: "deploy.yml", environment: "production" } }, person: { github: { login: "lead" } } },
  [{ id: "trains" }],
);
const wrong = lineWith({
  target: { github: { workflow: "gone.yml" } },
  person: { github: { login: "stranger" } },
});

/** A repository as GitHub shows it to who may do so much. */
function shown(fetch: typeof globalThis.fetch, fields: object): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const answer = await fetch(request);
    if (!new URL(request.url).pathname.endsWith("/repos/octo/trains") || !answer.ok) return answer;
    return Response.json({ ...((await answer.json()) as object), ...fields }, answer);
  };
}

/** All checks but those of clocks, which GitHub always lets one make. */
const checks = async (...args: Parameters<typeof checksOf>): Promise<readonly string[]> =>
  (await checksOf(...args)).filter((check) => !check.startsWith("clock"));

describe("checkups of a repository", () => {
  test("of deploys names the workflow of each target; nothing is written", async () => {
    const { deployRunner, fake } = world();
    expect(await checks(deployRunner.checkup, line)).toEqual([
      CREDENTIAL,
      RIGHTS,
      "workflow of target prod/client-a: fine, deploy.yml is there",
    ]);
    expect((await checks(deployRunner.checkup, wrong))[2]).toMatch(
      /^workflow of target prod\/client-a: wrong, .*answered 404/,
    );
    expect(new Set(fake.state().calls.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("of deploys and versions say which target names nothing", async () => {
    const { deployRunner, versionProbe } = world();
    expect(await checks(deployRunner.checkup)).toContain(
      "workflow of target prod/client-a: wrong, it names none: no deploy can be started there",
    );
    expect(await checks(versionProbe.checkup)).toContain(
      "environment of target prod/client-a: wrong, it names none: what it runs cannot be read",
    );
  });

  test("of versions names what each environment runs", async () => {
    expect(await checks(world().versionProbe.checkup, line)).toEqual([
      CREDENTIAL,
      "environment of target prod/client-a: fine, production runs nothing yet",
    ]);
  });

  test("of tickets names who can be assigned, and a repository without issues", async () => {
    const { trainTickets, another, fake } = world();
    expect(await checks(trainTickets.checkup, line)).toContain(
      "login of person conductor-a: fine, tickets can be assigned to lead",
    );
    expect(await checks(trainTickets.checkup, wrong)).toContain(
      "login of person conductor-a: wrong, no ticket can be assigned to stranger",
    );
    const none = another({ fetch: shown(fake.fetch, { has_issues: false }) });
    expect((await checks(none.trainTickets.checkup, line)).at(-1)).toBe("issues: wrong, the repository has no issues");
  });

  test("of services and owners says what is not there", async () => {
    const { changeSource, ownerDirectory, fake } = world();
    const other = lineWith({}, [{ id: "trains" }, { id: "other" }]);
    const all = await checks(changeSource.checkup, other);
    expect(all).toContain("versions of service trains: doubtful, it has no version yet");
    expect(all.at(-1)).toMatch(/^versions of service other: wrong, .*source.services has no service "other"/);
    expect((await checks(ownerDirectory.checkup, line)).slice(1)).toEqual([
      expect.stringMatching(/^file of owners: wrong, .*no CODEOWNERS/),
      expect.stringMatching(/^owner of service trains: wrong/),
    ]);
    expect(fake.state().calls.every(({ method }) => method === "GET")).toBe(true);
  });

  test.each([
    [{ permissions: { push: true } }, "rights: fine, who owns the credential may write to the repository"],
    [{ permissions: { push: false } }, "rights: doubtful, who owns the credential may not write to the repository"],
    [
      { archived: true },
      "credential: doubtful, repository octo/trains can be read, and is archived: nothing can be written there",
    ],
  ])("says so when GitHub shows %j", async (fields, said) => {
    const { another, fake } = world();
    const { deployRunner } = another({ fetch: shown(fake.fetch, fields) });
    expect(await checks(deployRunner.checkup, line)).toContain(said);
  });

  test("says that the token is not let in, the repository not known, refs malformed, and that nobody answers", async () => {
    const { another } = world();
    const bad = await checks(another({ token: "wrong-token" }).trainTickets.checkup, line);
    expect(bad).toEqual([expect.stringMatching(/^credential: wrong, .*answered 401/)]);
    expect(bad.join()).not.toContain("wrong-token");
    const elsewhere = another({ repository: { owner: "octo", name: "other" } });
    expect(await checks(elsewhere.deployRunner.checkup, line)).toEqual([
      expect.stringMatching(/^credential: wrong, .*answered 404/),
    ]);
    const malformed = lineWith({ target: { github: { workflow: "no file" } } });
    expect((await checks(world().deployRunner.checkup, malformed)).at(-1)).toMatch(
      /^target prod\/client-a: wrong, refs.github/,
    );
    expect(await checks(another({ fetch: unreachable }).deployRunner.checkup)).toEqual([
      expect.stringMatching(/^credential: wrong, .*connection/),
    ]);
  });

  test("F38 judges the clock", async () => {
    const { another, fake, clock } = world();
    const { deployRunner } = another({ fetch: ahead(fake.fetch, clock.epochMs, 31_000) });
    expect((await checksOf(deployRunner.checkup)).at(-1)).toBe(
      "clock against api.github.com: doubtful, this machine's clock is 31 s behind the service's",
    );
  });
});
