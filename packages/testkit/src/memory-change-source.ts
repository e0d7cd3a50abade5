import type { ChangeSource, Clock, Comparison, ReleasedVersion, SourceChange } from "@footplate/core";
import { type CallFaults, memoryCalls } from "./memory-calls.ts";
import { refusal } from "./memory-input.ts";

/** A released version of `memoryChangeSource`, and what it brought. */
export interface MemoryRelease extends ReleasedVersion {
  /** What came with it after the version that it follows, oldest first. @default nothing */
  readonly changes?: readonly SourceChange[];
  /** The version that it follows, `null` for none. @default the one before it in the list */
  readonly follows?: string | null;
}

/** What a change source in memory is made of. */
export interface MemoryChangeSourceOptions {
  readonly clock: Clock;
  /** Releases by service, oldest first. */
  readonly services: Readonly<Record<string, readonly MemoryRelease[]>>;
  /** How many changes a comparison shows at most. @default all */
  readonly mostChanges?: number;
}

/** Behind the change source. */
export interface ChangeSourceWorld extends CallFaults {
  /** Somebody releases a version. */
  release(service: string, release: MemoryRelease): void;
}

/** A change source in memory. */
export interface MemoryChangeSource extends ChangeSource {
  readonly world: ChangeSourceWorld;
}

/** Versions and changes in memory. Each version follows one other, so that branches can part. */
export function memoryChangeSource(options: MemoryChangeSourceOptions): MemoryChangeSource {
  const calls = memoryCalls(options.clock, 10_000);
  const services = new Map(Object.entries(structuredClone(options.services)));
  const releases = (service: string): readonly MemoryRelease[] => {
    const known = services.get(service);
    if (known !== undefined) return known;
    throw refusal("not_found", `there is no service ${service.slice(0, 100)}`, "name a service of the source");
  };
  const compare = (service: string, from: string, to: string): Comparison => {
    const before = lineage(releases(service), from);
    const after = lineage(releases(service), to);
    const gained = after.filter((one) => !before.includes(one));
    const lost = before.some((one) => !after.includes(one));
    const changes = gained.toReversed().flatMap((one) => one.changes ?? []);
    const { mostChanges = changes.length } = options;
    return structuredClone({
      changes: changes.slice(0, mostChanges),
      complete: changes.length <= mostChanges,
      relation: gained.length === 0 ? (lost ? "behind" : "same") : lost ? "diverged" : "ahead",
    });
  };

  return {
    spec: 1,
    versions: (service, call) =>
      calls.read(call, () =>
        releases(service)
          .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
          .toReversed()
          .slice(0, call?.limit)
          .map(({ changes: _changes, follows: _follows, ...version }) => structuredClone(version)),
      ),
    compare: (service, from, to, call) => calls.read(call, () => compare(service, from, to)),
    notes: (service, from, to, call) =>
      calls.read(call, () => {
        const { changes, complete } = compare(service, from, to);
        const lines = changes.map(({ title, author }) => `- ${title}${author === undefined ? "" : ` (${author})`}`);
        return [...lines, ...(complete ? [] : ["- and more"])].join("\n");
      }),
    world: {
      release(service, release) {
        services.set(service, [...(services.get(service) ?? []), structuredClone(release)]);
      },
      failNext: calls.failNext,
      pendingFaults: calls.pendingFaults,
    },
  };
}

/** The version and all that it rests on, newest first. */
function lineage(releases: readonly MemoryRelease[], version: string): readonly MemoryRelease[] {
  const index = releases.findIndex((one) => one.version === version);
  const release = releases[index];
  if (release === undefined) {
    throw refusal("not_found", `there is no version ${version.slice(0, 100)}`, "name a version of the service");
  }
  const follows = release.follows === undefined ? releases[index - 1]?.version : release.follows;
  return [release, ...(follows === undefined || follows === null ? [] : lineage(releases, follows))];
}
