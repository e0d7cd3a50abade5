/** Who sent a request: the adapter, or somebody else who tries the fake, such as a vendor's own client. */
export type Sender = "adapter" | "other";

/** Something that went over the wire and was looked at. */
export interface Seen {
  readonly service: string;
  /** Method and described path template, or name and action of a webhook's event. Absent for what is outside. */
  readonly operation?: string;
  readonly side: "request" | "response";
  readonly sender: Sender;
  /** Of a response. */
  readonly status?: number;
  /** Whether it was held against the description, and not let pass. */
  readonly checked: boolean;
  /** Exceptions that it needed, by id. */
  readonly exceptions: readonly string[];
}

/** Equal things seen, and how many of them. */
export interface Counted extends Seen {
  readonly count: number;
}

/** Counts what is seen. */
export interface Tally {
  add(seen: Seen): void;
  counted(): readonly Counted[];
}

export function createTally(): Tally {
  const counts = new Map<string, Counted>();
  return {
    add: (seen) => {
      const key = JSON.stringify(seen);
      counts.set(key, { ...seen, count: (counts.get(key)?.count ?? 0) + 1 });
    },
    counted: () => [...counts.values()],
  };
}
