/** How the value of a query parameter must look. */
export type ParameterKind = "text" | "flag" | "count" | "moment" | readonly string[];

const everywhere = {
  alt: ["json"],
  key: "text",
  oauth_token: "text",
  prettyPrint: "flag",
  quotaUser: "text",
  userIp: "text",
} as const;
const guests = { sendUpdates: ["all", "externalOnly", "none"], sendNotifications: "flag" } as const;
const reading = { alwaysIncludeEmail: "flag", maxAttendees: "count", timeZone: "text" } as const;
const paging = { maxResults: "count", pageToken: "text", showDeleted: "flag" } as const;
const range = { timeMin: "moment", timeMax: "moment" } as const;
const writing = {
  ...guests,
  conferenceDataVersion: ["0", "1"],
  eventLabelVersion: ["0", "1"],
  maxAttendees: "count",
  supportsAttachments: "flag",
} as const;

/** The query parameters that the service knows, by operation. */
export const knownParameters: Readonly<Record<string, Readonly<Record<string, ParameterKind>>>> = {
  "calendarList.list": {
    ...everywhere,
    ...paging,
    minAccessRole: "text",
    showHidden: "flag",
    showOwnOrganizationOnly: "flag",
    syncToken: "text",
  },
  "calendars.get": everywhere,
  "events.delete": { ...everywhere, ...guests },
  "events.get": { ...everywhere, ...reading },
  "events.insert": { ...everywhere, ...writing },
  "events.instances": { ...everywhere, ...reading, ...paging, ...range, originalStart: "text" },
  "events.list": {
    ...everywhere,
    ...reading,
    ...paging,
    ...range,
    eventTypes: ["birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation"],
    iCalUID: "text",
    orderBy: ["startTime", "updated"],
    privateExtendedProperty: "text",
    q: "text",
    sharedExtendedProperty: "text",
    showHiddenInvitations: "flag",
    singleEvents: "flag",
    syncToken: "text",
    updatedMin: "moment",
  },
  "events.patch": { ...everywhere, ...writing, alwaysIncludeEmail: "flag" },
  "events.update": { ...everywhere, ...writing, alwaysIncludeEmail: "flag" },
  "freebusy.query": everywhere,
};

/** Fields of an event that a client may set. */
export const writableFields: ReadonlySet<string> = new Set([
  "anyoneCanAddSelf",
  "attachments",
  "attendees",
  "attendeesOmitted",
  "birthdayProperties",
  "colorId",
  "conferenceData",
  "description",
  "end",
  "eventLabelId",
  "eventType",
  "extendedProperties",
  "focusTimeProperties",
  "gadget",
  "guestsCanInviteOthers",
  "guestsCanModify",
  "guestsCanSeeOtherGuests",
  "location",
  "outOfOfficeProperties",
  "recurrence",
  "reminders",
  "source",
  "start",
  "status",
  "summary",
  "transparency",
  "visibility",
  "workingLocationProperties",
]);

/** Fields of an event that the service sets itself: passed over when a client sends them. */
export const ownFields: ReadonlySet<string> = new Set([
  "created",
  "creator",
  "endTimeUnspecified",
  "etag",
  "hangoutLink",
  "htmlLink",
  "iCalUID",
  "id",
  "kind",
  "locked",
  "organizer",
  "originalStartTime",
  "privateCopy",
  "recurringEventId",
  "sequence",
  "updated",
]);
