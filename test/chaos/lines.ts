import { instant, type Interval, type TrainLine } from "@footplate/core";

const deployed = (environment: string) => ({ workflow: `deploy-${environment}.yml`, environment });

const person = (id: string) => ({
  id,
  name: `Person ${id}`,
  refs: { opsgenie: { userId: `user-${id}` }, github: { login: id }, chat: { person: `@${id}` } },
});

/** What is said of a train that nothing goes wrong with. */
const SAID = ["reminder", "windowStarted", "deployed", "passed", "windowCompleted", "arrived"] as const;

/** A line whose trains come so rarely that a process has few of them to look after, with windows that bear many deaths. */
export const ferry: TrainLine = {
  id: "ferry",
  name: "Ferry",
  zone: "Europe/Berlin",
  review: "none",
  gap: "later",
  overlap: "first",
  refs: { opsgenie: { scheduleId: "ferry-crew" }, chat: { group: "@ferry-crew" } },
  team: { id: "crew", name: "Crew", leads: ["lead"], members: ["a", "b", "c"] },
  people: ["lead", "a", "b", "c", "tam-a"].map(person),
  services: [
    { id: "decks", owner: "a", ownerConfirmed: "2026-11-01", version: "1.0.0" },
    { id: "ramps", owner: "crew", ownerConfirmed: "2026-11-01", version: "2.0.0" },
  ],
  stops: [
    {
      id: "test",
      name: "Test",
      targets: [
        {
          id: "stage",
          name: "Stage",
          refs: { statuspage: { componentId: "stagetest001" }, github: deployed("stage") },
        },
      ],
    },
    {
      id: "prod",
      name: "Production",
      targets: [
        {
          id: "client-a",
          name: "Client A",
          chat: "#client-a",
          tam: "tam-a",
          refs: { statuspage: { componentId: "clienta00001" }, github: deployed("client-a") },
        },
        {
          id: "client-b",
          name: "Client B",
          chat: "#client-b",
          refs: { statuspage: { componentId: "clientb00001" }, github: deployed("client-b") },
        },
      ],
    },
  ],
  eras: [
    {
      id: "e",
      from: "2026-11-23",
      cadence: { every: "P6W", anchor: "2026-11-23" },
      number: { format: "F{ww}-{yy}" },
      rotation: { strategy: "staggeredPair", order: ["a", "b", "c"] },
      cut: { day: 0, at: "10:00" },
      conduct: {
        soak: "PT5M",
        // Who is killed again and again is late: that alone is no problem of the train.
        missingAfter: "PT6H",
        longestDeploy: "PT6H",
        catchUp: Object.fromEntries(SAID.map((kind) => [kind, { policy: "late", within: "PT6H" }])),
        channels: { team: "#ferry", changeControl: "#ferry-changes" },
        reminders: { team: ["PT30M"], target: ["PT30M"] },
      },
      windows: [
        { kind: "primary", stop: "test", target: "stage", day: 0, at: "10:45", length: "PT6H" },
        { kind: "primary", stop: "prod", target: "client-a", day: 0, at: "14:00", length: "PT8H" },
        { kind: "primary", stop: "prod", target: "client-b", day: 0, at: "14:00", length: "PT8H" },
      ],
    },
  ],
};

/** The train that is conducted. */
export const TRAIN = "ferry/e.0";
/** Before its cut. */
export const SET_OUT = instant("2026-11-23T08:40:00Z");

/** The same line with a train every week: much to publish. */
export const busy: TrainLine = {
  ...ferry,
  eras: ferry.eras.map((era) => ({ ...era, cadence: { every: "P1W", anchor: "2026-11-23" } })),
};

/** The busy line at other hours, and without its third train. */
export const busyChanged: TrainLine = {
  ...busy,
  noTrainWeeks: [{ week: "2026-12-07", reason: "stocktaking" }],
  eras: busy.eras.map((era) => ({
    ...era,
    windows: era.windows.map((rule) => ("length" in rule ? { ...rule, at: "15:00" } : rule)),
  })),
};

/** Before the first of three trains. */
export const PUBLISH = instant("2026-11-20T08:00:00Z");
/** Three trains. */
export const publishRange: Interval = { start: PUBLISH, end: instant("2026-12-13T00:00:00Z") };
