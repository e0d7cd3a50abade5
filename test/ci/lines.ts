import type { TrainLine } from "@footplate/core";

/** Two lines that no example shows: other zones, clients, weekdays and cadences. The first is its own record. */
export const office: TrainLine = {
  id: "office",
  name: "Office train",
  zone: "Asia/Tokyo",
  review: "required",
  team: { id: "office-team", name: "Office team", leads: ["lead-1"], members: ["member-1", "member-2", "member-3"] },
  people: ["lead-1", "member-1", "member-2", "member-3"].map((id) => ({ id, name: `Person ${id}` })),
  services: [{ id: "mail", owner: "office-team", ownerConfirmed: "2026-11-01", version: "9.1.0" }],
  stops: [
    {
      id: "live",
      name: "Live",
      targets: [
        { id: "tokyo", name: "Tokyo office", refs: { statuspage: { componentId: "tokyooffice1" } } },
        {
          id: "lima",
          name: "Lima office",
          zone: "America/Lima",
          refs: { statuspage: { componentId: "limaoffice01" } },
        },
        {
          id: "perth",
          name: "Perth office",
          zone: "Australia/Perth",
          refs: { statuspage: { componentId: "perthoffice1" } },
        },
      ],
    },
  ],
  eras: [
    {
      id: "first",
      from: "2027-02-01",
      cadence: { every: "P10D", anchor: "2027-02-05" },
      number: { format: "O{n}", first: 7 },
      rotation: { strategy: "staggeredPair", order: ["member-1", "member-2", "member-3"] },
      windows: [
        { kind: "primary", stop: "live", target: "tokyo", day: 1, at: "03:15", length: "PT45M" },
        { kind: "primary", stop: "live", target: "lima", day: 2, at: "23:30", until: "01:00" },
        { kind: "primary", stop: "live", target: "perth", day: 3, at: "12:00", length: "PT3H" },
        { kind: "secondary", stop: "live", target: "lima", day: 4, at: "23:30", length: "PT1H" },
      ],
    },
  ],
  texts: { title: "{target}: {number}" },
};

/** Its record is the calendar, and nobody reviews. */
export const harbour: TrainLine = {
  id: "harbour",
  name: "Harbour train",
  zone: "Europe/Lisbon",
  record: "calendar",
  review: "none",
  notify: false,
  team: { id: "harbour-team", name: "Harbour team", leads: ["lead-2"], members: ["member-4", "member-5"] },
  people: ["lead-2", "member-4", "member-5"].map((id) => ({
    id,
    name: `Person ${id}`,
    refs: { opsgenie: { userId: `user-${id}` } },
  })),
  refs: { opsgenie: { scheduleId: "harbour-pilots" } },
  services: [{ id: "cranes", owner: "harbour-team", ownerConfirmed: "2026-11-01" }],
  stops: [
    {
      id: "test",
      name: "Test quay",
      targets: [{ id: "quay", name: "Quay", refs: { statuspage: { componentId: "quaycompon01" } } }],
    },
    {
      id: "port",
      name: "Port",
      targets: [
        {
          id: "azores",
          name: "Azores",
          zone: "Atlantic/Azores",
          refs: { statuspage: { componentId: "azorescomp01" } },
        },
      ],
    },
  ],
  eras: [
    {
      id: "a",
      from: "2027-01-01",
      cadence: { every: "P1W", anchor: "2027-01-04" },
      number: { format: "H{ww}-{yyyy}" },
      rotation: { strategy: "staggeredPair", order: ["member-4", "member-5"], noTrain: "carry" },
      windows: [
        { kind: "primary", stop: "test", day: 0, at: "10:00", length: "PT1H" },
        { kind: "primary", stop: "port", day: 3, at: "22:00", length: "PT2H" },
        { kind: "reserved", id: "dredging", name: "Dredging", day: 5, at: "06:00", length: "PT4H" },
      ],
    },
  ],
};
