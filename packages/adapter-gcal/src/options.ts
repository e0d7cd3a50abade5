import { type HttpSettings, refuseOptions, refuseTimes, type Secret } from "@footplate/http";

/** A Google service account, as its key file describes it. */
export interface ServiceAccount {
  /** `client_email` of the key file. */
  readonly clientEmail: string;
  /** `private_key` of the key file: PKCS #8 as PEM text. Line breaks may be written as `\n`. */
  readonly privateKey: Secret;
  /** The user to act as, with domain-wide delegation. @default the account itself */
  readonly subject?: string;
  /** OAuth scopes to ask for. @default those of `requiredPermissions` */
  readonly scopes?: readonly string[];
  /** Where tokens are fetched. @default `https://oauth2.googleapis.com/token` */
  readonly tokenUrl?: string;
}

/** How the adapter proves who it is: an access token, or a service account that fetches its own. */
export type GoogleCalendarAuth =
  | {
      /** An OAuth access token, or a function that fetches one. */
      readonly token: Secret;
      readonly serviceAccount?: never;
    }
  | { readonly serviceAccount: ServiceAccount; readonly token?: never };

/** Which calendar, and how it is written to. */
export interface GoogleCalendarSettings extends HttpSettings {
  /** Id of the calendar, such as `trains@group.calendar.google.com`, or `primary`. Best one that nothing else writes to. */
  readonly calendarId: string;
  /** Longest time a write may be under way, in milliseconds. @default 30000 */
  readonly sendMs?: number;
  /** How long after a write a listing may still be wrong, in milliseconds. @default 30000 */
  readonly settleMs?: number;
  /** Which guests Google writes to when an entry changes. @default "none" */
  readonly sendUpdates?: "none" | "all" | "externalOnly";
}

export type GoogleCalendarOptions = GoogleCalendarSettings & GoogleCalendarAuth;

/** Throws `invalid_input` with everything that is wrong in the options. Never shows a secret. */
export function checkOptions(options: GoogleCalendarOptions): void {
  refuseOptions("gcal", (refuse) => {
    const { calendarId, token, serviceAccount, sendUpdates = "none" } = options;
    if (typeof calendarId !== "string" || calendarId === "") {
      refuse(
        "calendarId",
        calendarId,
        "is not the id of a calendar",
        "copy it from the calendar's settings, or write primary",
      );
    }
    if ((token === undefined) === (serviceAccount === undefined)) {
      const found = token === undefined ? "neither is given" : "both are given";
      refuse("token", found, "exactly one of token and serviceAccount is needed", "give one of the two");
    }
    if (serviceAccount !== undefined && !serviceAccount.clientEmail?.includes("@")) {
      refuse(
        "serviceAccount.clientEmail",
        serviceAccount.clientEmail,
        "is not an address",
        "copy client_email from the key file",
      );
    }
    if (serviceAccount?.tokenUrl !== undefined && !URL.canParse(serviceAccount.tokenUrl)) {
      refuse("serviceAccount.tokenUrl", "(not shown)", "is not an absolute URL", "leave it out to use Google's own");
    }
    if (serviceAccount?.scopes?.length === 0) {
      refuse("serviceAccount.scopes", [], "asks for nothing", "leave it out to ask for what the adapter needs");
    }
    refuseTimes(options, refuse);
    if (!["none", "all", "externalOnly"].includes(sendUpdates)) {
      refuse("sendUpdates", sendUpdates, "is not a choice", "write none, all or externalOnly");
    }
  });
}
