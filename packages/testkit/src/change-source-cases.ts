import { type ChangeSource, epochMs } from "@footplate/core";
import { abortedCalls, casesOf, missing, needs, sameFields } from "./case-tools.ts";
import { type Case, check, same } from "./check.ts";

/** A change source made for one case. */
export interface ChangeSourceStage {
  readonly source: ChangeSource;
  readonly service: string;
  /** All its versions, newest first, at least three. Each holds all of the next one and at least one change more. */
  readonly versions: readonly string[];
  /** Ids of the changes from the second version to the newest, in any order, where they are known. */
  readonly changes?: readonly string[];
  /** Two versions of which neither holds all of the other. They may belong to another service. */
  readonly parted?: { readonly service: string; readonly from: string; readonly to: string };
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface ChangeSourceCasesWorld {
  readonly name: string;
  /** A source of its own. Called once for every case. */
  fresh(): Promise<ChangeSourceStage>;
}

/** What every change source must do, as cases for any test runner. What needs something the stage does not offer is told as skipped. */
export function changeSourceCases(world: ChangeSourceCasesWorld): readonly Case[] {
  return casesOf<ChangeSourceStage>(world, {
    "versions are listed newest first, each once": listed,
    "as many versions are listed as were asked for": limited,
    "a version compared with itself is the same": itself,
    "a newer version is ahead, by changes that are each there once": ahead,
    "an older version is behind, and brings nothing": behind,
    "what lies between two versions is what lies between those in between": added,
    "versions that parted say so": parted,
    "notes are text, and asking for them stores nothing": notes,
    "F16 an unknown service or version is not_found": unknown,
    "an aborted call rejects with the signal's own reason and sends nothing": aborted,
  });
}

async function listed({ source, service, versions }: ChangeSourceStage): Promise<void> {
  const found = await source.versions(service);
  same(
    found.map(({ version }) => version),
    versions,
    "versions",
  );
  check(
    found.every(({ at }, index) => epochMs(at) <= epochMs(found[index - 1]?.at ?? at)),
    "times go back",
  );
}

async function limited({ source, service, versions }: ChangeSourceStage): Promise<void> {
  for (const limit of [1, 2, versions.length + 5]) {
    const found = await source.versions(service, { limit });
    same(
      found.map(({ version }) => version),
      versions.slice(0, limit),
      `with a limit of ${limit}`,
    );
  }
}

async function itself({ source, service, versions }: ChangeSourceStage): Promise<void> {
  for (const version of versions) {
    const expected = { relation: "same", changes: [], complete: true };
    sameFields(await source.compare(service, version, version), expected, version);
  }
}

async function ahead({ source, service, versions, changes }: ChangeSourceStage): Promise<void> {
  const [newest = "", second = ""] = versions;
  const found = await source.compare(service, second, newest);
  sameFields(found, { relation: "ahead", complete: true }, "compared");
  check(found.changes.length > 0, "there are changes");
  const ids = found.changes.map(({ id }) => id);
  same(new Set(ids).size, ids.length, "changes, each once");
  if (changes !== undefined) same(ids.toSorted(), changes.toSorted(), "changes");
  check(
    found.changes.every(({ title }) => title !== "" && !title.includes("\n")),
    "a title is one line",
  );
}

async function behind({ source, service, versions }: ChangeSourceStage): Promise<void> {
  const [newest = "", second = ""] = versions;
  sameFields(await source.compare(service, newest, second), { relation: "behind", changes: [] }, "compared");
}

async function added({ source, service, versions }: ChangeSourceStage): Promise<void> {
  const [newest = "", second = "", third = ""] = versions;
  const between = async (from: string, to: string) =>
    (await source.compare(service, from, to)).changes.map(({ id }) => id);
  const sum = [...(await between(third, second)), ...(await between(second, newest))];
  same((await between(third, newest)).toSorted(), sum.toSorted(), "changes");
}

async function parted({ source, parted: both }: ChangeSourceStage): Promise<void> {
  needs(both, "hook `parted`");
  const found = await source.compare(both.service, both.from, both.to);
  same(found.relation, "diverged", "compared");
  check(found.changes.length > 0, "there are changes");
}

async function notes({ source, service, versions }: ChangeSourceStage): Promise<void> {
  const [newest = "", second = ""] = versions;
  const before = await source.versions(service);
  const text = await source.notes(service, second, newest);
  check(text.trim() !== "", "there is a text");
  same(await source.notes(service, second, newest), text, "the text, asked for again");
  same(await source.versions(service), before, "versions");
}

async function unknown({ source, service, versions: [newest = ""] }: ChangeSourceStage): Promise<void> {
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    versions: () => source.versions("no-such-service"),
    compare: () => source.compare("no-such-service", newest, newest),
    from: () => source.compare(service, "no-such-version", newest),
    to: () => source.compare(service, newest, "no-such-version"),
    notes: () => source.notes(service, "no-such-version", newest),
  };
  for (const [name, call] of Object.entries(calls)) await missing(call(), name);
}

async function aborted({ source, service, versions, sent }: ChangeSourceStage): Promise<void> {
  const [newest = "", second = ""] = versions;
  await abortedCalls(
    {
      versions: (options) => source.versions(service, options),
      compare: (options) => source.compare(service, second, newest, options),
      notes: (options) => source.notes(service, second, newest, options),
    },
    sent,
  );
}
