import type { Person, TrainLine } from "@footplate/core";

function person(id: string, name: string, from?: string, to?: string): Person {
  const refs = { opsgenie: { userId: `user-${id}` }, github: { login: id }, chat: { person: `@${id}` } };
  if (from === undefined || to === undefined) return { id, name, refs };
  return { id, name, refs, workingHours: { days: ["mon", "tue", "wed", "thu", "fri"], from, to } };
}

function deployed(environment: string): { readonly workflow: string; readonly environment: string } {
  return { workflow: `deploy-${environment}.yml`, environment };
}

/** A line that no example shows, whose trains are conducted: two sites, one of which is asleep when the other works. */
export const depot: TrainLine = {
  id: "depot",
  name: "Depot train",
  zone: "Europe/Madrid",
  review: "required",
  gap: "later",
  overlap: "first",
  refs: { opsgenie: { scheduleId: "depot-crew" }, chat: { group: "@depot-crew" } },
  team: { id: "depot-team", name: "Depot team", leads: ["lead-3"], members: ["crew-1", "crew-2", "crew-3"] },
  people: [
    person("lead-3", "Lead 3"),
    person("crew-1", "Crew 1", "08:00", "16:00"),
    person("crew-2", "Crew 2", "10:00", "18:00"),
    person("crew-3", "Crew 3", "09:00", "17:00"),
    person("contact-1", "Contact of Lyon"),
    person("gates-owner", "Owner of gates"),
  ],
  services: [
    { id: "cranes", owner: "team-cranes", ownerConfirmed: "2027-01-10", version: "5.0.2" },
    { id: "gates", owner: "gates-owner", ownerConfirmed: "2027-01-10", version: "3.1.9" },
  ],
  stops: [
    {
      id: "bench",
      name: "Bench",
      targets: [
        {
          id: "one",
          name: "Bench one",
          refs: { statuspage: { componentId: "benchone0001" }, github: deployed("bench") },
        },
      ],
    },
    {
      id: "site",
      name: "Site",
      targets: [
        {
          id: "lyon",
          name: "Lyon",
          zone: "Europe/Paris",
          chat: "#lyon",
          tam: "contact-1",
          refs: { statuspage: { componentId: "lyonsite0001" }, github: deployed("lyon") },
        },
        {
          id: "quito",
          name: "Quito",
          zone: "America/Guayaquil",
          chat: "#quito",
          refs: { statuspage: { componentId: "quitosite001" }, github: deployed("quito") },
        },
      ],
    },
  ],
  eras: [
    {
      id: "d",
      from: "2027-01-01",
      cadence: { every: "P2W", anchor: "2027-01-06" },
      number: { format: "D{ww}.{yy}" },
      rotation: { strategy: "staggeredPair", order: ["crew-1", "crew-2", "crew-3"], noTrain: "carry" },
      cut: { day: 0, at: "09:00" },
      conduct: {
        soak: "PT10M",
        channels: { team: "#depot", changeControl: "#depot-changes" },
        reminders: { team: ["PT1H"], target: ["PT1H"] },
      },
      windows: [
        { kind: "primary", stop: "bench", day: 0, at: "11:00", length: "PT2H" },
        { kind: "primary", stop: "site", target: "lyon", day: 6, at: "15:00", length: "PT2H" },
        { kind: "primary", stop: "site", target: "quito", day: 6, at: "20:00", length: "PT1H30M" },
      ],
    },
  ],
};
