import type { ComponentOwner, OwnerDirectory } from "@footplate/core";
import { abortedCalls, casesOf, needs } from "./case-tools.ts";
import { type Case, check, same } from "./check.ts";

/** An owner directory made for one case. */
export interface OwnerDirectoryStage {
  readonly directory: OwnerDirectory;
  /** At least two entries as they should be read, with different owners. */
  readonly owned: readonly ComponentOwner[];
  /** A component that the directory has, and for which it names nobody. */
  readonly ownerless?: string;
  /** How many requests the service has had. */
  readonly sent?: () => number;
}

/** Where a conformance suite runs. */
export interface OwnerDirectoryWorld {
  readonly name: string;
  /** A directory of its own. Called once for every case. */
  fresh(): Promise<OwnerDirectoryStage>;
}

/** What every owner directory must do, as cases for any test runner. What needs something the stage does not offer is told as skipped. */
export function ownerDirectoryCases(world: OwnerDirectoryWorld): readonly Case[] {
  return casesOf<OwnerDirectoryStage>(world, {
    "R26 a component has the owners that the directory names, in its order": named,
    "R26 a component that is not there has nobody": unknown,
    "R26 a component without an owner has nobody": ownerless,
    "all entries are listed, each once, and as when asked for one": all,
    "an aborted call rejects with the signal's own reason and sends nothing": async ({ directory, owned, sent }) =>
      abortedCalls(
        {
          ownerOf: (options) => directory.ownerOf(owned[0]?.component ?? "", options),
          all: (options) => directory.all(options),
        },
        sent,
      ),
  });
}

async function named({ directory, owned }: OwnerDirectoryStage): Promise<void> {
  check(owned.length >= 2, "there are at least two entries");
  for (const entry of owned) same(await directory.ownerOf(entry.component), entry, entry.component);
}

async function unknown({ directory, owned }: OwnerDirectoryStage): Promise<void> {
  const first = owned[0]?.component ?? "";
  for (const component of [`${first}-that-is-not-there`, "constructor", "__proto__", ""]) {
    same(await directory.ownerOf(component), undefined, `the owner of "${component}"`);
  }
}

async function ownerless({ directory, ownerless: component }: OwnerDirectoryStage): Promise<void> {
  needs(component, "hook `ownerless`");
  same(await directory.ownerOf(component), undefined, "the owner");
}

async function all({ directory, owned }: OwnerDirectoryStage): Promise<void> {
  const found = await directory.all();
  const components = found.map(({ component }) => component);
  same(new Set(components).size, components.length, "components, each once");
  for (const { component } of owned) check(components.includes(component), `${component} is listed`);
  for (const entry of found) {
    const asked = await directory.ownerOf(entry.component);
    same(asked, entry.owners.length === 0 ? undefined : entry, entry.component);
  }
}
