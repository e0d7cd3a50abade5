type Fields = Readonly<Record<string, unknown>>;

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;

/** The rows of a page of runs as somebody would check and copy them who has no library. */
export function checkedRuns(page: unknown): readonly unknown[] {
  const { total_count: total, workflow_runs: rows } = fields(page);
  whole(total);
  return list(rows).map((row) => {
    const { id, event, display_title, status, conclusion, run_attempt, html_url, created_at, updated_at } = fields(row);
    return {
      id: whole(id),
      event: text(event),
      display_title: maybe(display_title, text),
      status: maybe(status, text),
      conclusion: maybe(conclusion, text),
      run_attempt: maybe(run_attempt, whole),
      html_url: text(html_url),
      created_at: moment(created_at),
      updated_at: moment(updated_at),
    };
  });
}

/** The rows of a page of events, in the same manner. */
export function checkedEvents(page: unknown): readonly unknown[] {
  const { items, nextPageToken, timeZone, accessRole } = fields(page);
  for (const word of [nextPageToken, timeZone, accessRole]) if (word !== undefined) text(word);
  return list(items).map(checkedEvent);
}

function checkedEvent(row: unknown): unknown {
  const from = fields(row);
  const checked: Record<string, unknown> = {};
  const id = text(from["id"]);
  if (id === "") throw new TypeError("an event without an id");
  checked["id"] = id;
  if (from["etag"] !== undefined) checked["etag"] = text(from["etag"]);
  if (from["status"] !== undefined) checked["status"] = text(from["status"]);
  if (from["created"] !== undefined) checked["created"] = text(from["created"]);
  if (from["summary"] !== undefined) checked["summary"] = text(from["summary"]);
  if (from["description"] !== undefined) checked["description"] = text(from["description"]);
  if (from["transparency"] !== undefined) checked["transparency"] = text(from["transparency"]);
  if (from["start"] !== undefined) checked["start"] = time(from["start"]);
  if (from["end"] !== undefined) checked["end"] = time(from["end"]);
  if (from["htmlLink"] !== undefined) checked["htmlLink"] = text(from["htmlLink"]);
  if (from["hangoutLink"] !== undefined) checked["hangoutLink"] = text(from["hangoutLink"]);
  if (from["conferenceData"] !== undefined) checked["conferenceData"] = conference(from["conferenceData"]);
  if (from["extendedProperties"] !== undefined) checked["extendedProperties"] = properties(from["extendedProperties"]);
  return checked;
}

function time(value: unknown): unknown {
  const { date, dateTime, timeZone } = fields(value);
  return {
    ...(date !== undefined && { date: text(date) }),
    ...(dateTime !== undefined && { dateTime: text(dateTime) }),
    ...(timeZone !== undefined && { timeZone: text(timeZone) }),
  };
}

function conference(value: unknown): unknown {
  const { entryPoints } = fields(value);
  if (entryPoints === undefined) return {};
  return {
    entryPoints: list(entryPoints).map((point) => {
      const { entryPointType, uri } = fields(point);
      return {
        ...(entryPointType !== undefined && { entryPointType: text(entryPointType) }),
        ...(uri !== undefined && { uri: text(uri) }),
      };
    }),
  };
}

function properties(value: unknown): unknown {
  const { private: own } = fields(value);
  if (own === undefined) return {};
  return { private: Object.fromEntries(Object.entries(fields(own)).map(([key, word]) => [key, text(word)])) };
}

function fields(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("not an object");
  return value as Fields;
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("not a list");
  return value as readonly unknown[];
}

function maybe<T>(value: unknown, check: (value: unknown) => T): T | null | undefined {
  return value === null || value === undefined ? value : check(value);
}

function text(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("not a text");
  return value;
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value)) throw new TypeError("not a whole number");
  return value as number;
}

function moment(value: unknown): string {
  const found = text(value);
  if (!MOMENT.test(found)) throw new TypeError("not a moment");
  return found;
}
