import { type Clock, FootplateError, instant, type Journal } from "@footplate/core";

/**
 * What a journal that does not exist yet would answer to readers. It is never young, since the question is what will be
 * done once a journal is there and has settled. It cannot be written.
 */
export function emptyJournal(clock: Clock): Journal {
  const refuse = (): Promise<never> =>
    Promise.reject(new FootplateError({ code: "journal_unwritable", message: "there is no journal to write to" }));
  return {
    spec: 1,
    info: () => Promise.resolve({ now: clock.now(), birth: instant("2000-01-01T00:00:00Z") }),
    facts: () => Promise.resolve([]),
    record: refuse,
    notes: () => Promise.resolve([]),
    note: refuse,
    leases: {
      acquire: refuse,
      renew: refuse,
      release: refuse,
      holder: () => Promise.resolve(undefined),
      revoke: refuse,
    },
  };
}
