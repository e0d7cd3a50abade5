import type { JsonRecord } from "./json.ts";

/** An RSA public key as a JWK. */
export interface RsaPublicJwk {
  readonly kty?: string | undefined;
  readonly n?: string | undefined;
  readonly e?: string | undefined;
}

/** How the pretended service behaves. */
export interface FakeGoogleCalendarOptions {
  /** The service's clock, in epoch milliseconds. @default `Date.now` */
  readonly now?: () => number;
  /** The calendars there are; the first is also `primary`. @default one with the id `trains@example.com` in UTC */
  readonly calendars?: readonly { readonly id: string; readonly timeZone?: string }[];
  /** The only token that is accepted, besides those given out by `/token`. @default any, unless `serviceAccount` is set */
  readonly token?: string;
  /** Who may fetch tokens at `/token`. `publicKey` is a JWK, or SPKI as PEM text. */
  readonly serviceAccount?: { readonly clientEmail: string; readonly publicKey: RsaPublicJwk | string };
  /** How long a write stays invisible to listings and free-busy, in milliseconds. @default 0 */
  readonly lagMs?: number;
  /** Above it calls are refused with 403 `rateLimitExceeded`. @default 600 in 60000 ms */
  readonly limit?: { readonly requests: number; readonly perMs: number } | false;
  /** Largest page, whatever `maxResults` says. @default 2500 */
  readonly pageSize?: number;
  /** Puts an empty page before every other page. @default false */
  readonly emptyPages?: boolean;
  /** Deleted events answer with nothing but their id. @default false */
  readonly bareDeleted?: boolean;
}

/** One call that the service met. */
export interface FakeCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly status: number;
}

/** What a person does in the calendar's own pages. Every act changes the event's ETag. */
export interface FakePerson {
  /** Makes an event from fields of the service's own event resource, and returns its id. */
  add(event: JsonRecord, calendarId?: string): string;
  /** Changes fields of an event. `hangoutLink` and `conferenceData` can be set too, as the pages can. */
  edit(eventId: string, changes: JsonRecord, calendarId?: string): void;
  /** Duplicates an event with all that hangs on it, and returns the new id. */
  copy(eventId: string, calendarId?: string): string;
  remove(eventId: string, calendarId?: string): void;
}

/** All that the service holds, as JSON. */
export interface FakeGoogleCalendarState {
  /** Every event ever made, deleted ones included, as the service would answer them without lag. */
  readonly events: readonly (JsonRecord & { readonly calendarId: string })[];
  readonly calls: readonly FakeCall[];
}

/** A pretended Google Calendar, stateful and in memory. */
export interface FakeGoogleCalendar {
  /** Give it to an adapter, to a client, or serve it over a socket. Host and scheme do not matter. */
  readonly fetch: typeof globalThis.fetch;
  /** Where Google itself answers, each as `https://host`. */
  readonly origins: readonly string[];
  readonly person: FakePerson;
  /** A copy of all state. */
  state(): FakeGoogleCalendarState;
  /** Refuses the next calls without doing anything. */
  refuseNext(status: number, reason: string, times?: number): void;
  /** Carries out the next write, then drops the connection before the answer. */
  loseNextAnswer(): void;
  /** Makes every token given out so far worthless. */
  revokeTokens(): void;
  /** Makes every sync token given out so far worthless. */
  expireSyncTokens(): void;
}
