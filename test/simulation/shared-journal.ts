import type { Fact, Journal, NoteStream } from "@footplate/core";

/**
 * The journal, without copying a year of notes at every tick: what was read is kept, frozen, and written forward. Only
 * for a journal that nobody else writes.
 */
export function sharedJournal(journal: Journal): Journal {
  const facts = new Map<string, { all: readonly Fact[]; ids: Set<string> }>();
  const streams = new Map<string, NoteStream>();
  let loaded = false;
  const factsOf = (line: string): { all: readonly Fact[]; ids: Set<string> } => {
    const known = facts.get(line) ?? { all: [], ids: new Set() };
    facts.set(line, known);
    return known;
  };
  return {
    ...journal,
    async facts(line) {
      await Promise.resolve();
      return factsOf(line).all;
    },
    async record(line, added, options) {
      const answer = await journal.record(line, added, options);
      const known = factsOf(line);
      const fresh = answer.ok ? added.filter(({ id }) => !known.ids.has(id)) : [];
      for (const { id } of fresh) known.ids.add(id);
      if (fresh.length > 0) known.all = [...known.all, ...fresh.map((fact) => frozen(structuredClone(fact)))];
      return answer;
    },
    async notes(line) {
      if (!loaded) for (const stream of await journal.notes(line)) streams.set(nameOf(stream), stream);
      loaded = true;
      return [...streams.values()];
    },
    async note(line, mirror, key, note, options) {
      const answer = await journal.note(line, mirror, key, note, options);
      if (!answer.ok) return answer;
      const before = streams.get(nameOf({ mirror, key }))?.notes ?? [];
      const stream = { mirror, key, version: answer.version, notes: [...before, { ...note, at: answer.at }] };
      streams.set(nameOf(stream), frozen(structuredClone(stream)));
      return answer;
    },
  };
}

function nameOf({ mirror, key }: Pick<NoteStream, "mirror" | "key">): string {
  return `${mirror} ${key}`;
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
