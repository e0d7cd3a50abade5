/** What of zod is used, classic and mini alike. */
export interface Zod {
  object(shape: Readonly<Record<string, Shape>>): Shape;
  array(of: Shape): Shape;
  record(key: Shape, value: Shape): Shape;
  string(): Shape;
  int(): Shape;
  nullish(of: Shape): Shape;
  optional(of: Shape): Shape;
  minLength(least: number): unknown;
  compile(shape: Shape): Shape;
  readonly iso: { datetime(options: object): Shape };
}

export interface Shape {
  check(what: unknown): Shape;
  parse(value: unknown): unknown;
}

/** The fields that the adapter for GitHub reads of each run. */
export function runsShape(z: Zod): Shape {
  const text = z.string();
  const moment = z.iso.datetime({ offset: true });
  const run = z.object({
    id: z.int(),
    event: text,
    display_title: z.nullish(text),
    status: z.nullish(text),
    conclusion: z.nullish(text),
    run_attempt: z.nullish(z.int()),
    html_url: text,
    created_at: moment,
    updated_at: moment,
  });
  return z.object({ total_count: z.int(), workflow_runs: z.array(run) });
}

/** The fields that the adapter for Google Calendar reads of each event. */
export function eventsShape(z: Zod): Shape {
  const text = z.optional(z.string());
  const time = z.optional(z.object({ date: text, dateTime: text, timeZone: text }));
  const entryPoints = z.optional(z.array(z.object({ entryPointType: text, uri: text })));
  const event = z.object({
    id: z.string().check(z.minLength(1)),
    etag: text,
    status: text,
    created: text,
    summary: text,
    description: text,
    transparency: text,
    start: time,
    end: time,
    htmlLink: text,
    hangoutLink: text,
    conferenceData: z.optional(z.object({ entryPoints })),
    extendedProperties: z.optional(z.object({ private: z.optional(z.record(z.string(), z.string())) })),
  });
  return z.object({ items: z.array(event), nextPageToken: text, timeZone: text, accessRole: text });
}
