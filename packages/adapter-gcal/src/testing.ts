import type { FakeGoogleCalendar, FakeGoogleCalendarOptions } from "./testing/options.ts";
import { createPerson } from "./testing/person.ts";
import { resource } from "./testing/resource.ts";
import { serve } from "./testing/server.ts";
import { createStore } from "./testing/store.ts";

export { calendarDelivery, type Delivery as FakeDelivery } from "./testing/delivery.ts";
export type { JsonRecord } from "./testing/json.ts";
export type {
  FakeCall,
  FakeGoogleCalendar,
  FakeGoogleCalendarOptions,
  FakeGoogleCalendarState,
  FakePerson,
  RsaPublicJwk,
} from "./testing/options.ts";

/**
 * A pretended Google Calendar that keeps state and refuses what the real one refuses.
 *
 * @example
 * const google = fakeGoogleCalendar({ token: "t" });
 * const { calendar } = createGoogleCalendar({ calendarId: "primary", token: "t", fetch: google.fetch });
 */
export function fakeGoogleCalendar(options: FakeGoogleCalendarOptions = {}): FakeGoogleCalendar {
  const store = createStore(options);
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      return await serve(store, request);
    },
    origins: ["https://www.googleapis.com", "https://oauth2.googleapis.com"],
    person: createPerson(store),
    state: () =>
      structuredClone({
        events: store.calendars.flatMap((calendar) =>
          [...calendar.events.values()].flatMap((versions) =>
            versions.slice(-1).map((event) => ({ ...resource(store, calendar, event), calendarId: calendar.id })),
          ),
        ),
        calls: store.calls,
      }),
    refuseNext: (status, reason, times = 1) => {
      store.refusals.push(...Array.from({ length: times }, () => ({ status, reason })));
    },
    loseNextAnswer: () => {
      store.loseAnswer = true;
    },
    revokeTokens: () => store.tokens.clear(),
    expireSyncTokens: () => {
      store.syncFloor = store.counter + 1;
    },
  };
}
