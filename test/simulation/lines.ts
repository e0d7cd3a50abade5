import { readFileSync } from "node:fs";
import type { Era, Person, Stop, TrainLine } from "@footplate/core";
import { parseLine } from "@footplate/core/schema";

/** The example lines that are simulated. */
export const lineNames = ["mediawiki", "retail"] as const;

/** Name of a simulated line. */
export type LineName = (typeof lineNames)[number];

/** An example line as it is, with refs for the services in memory and a policy that names channels. */
export function simulatedLine(name: LineName): TrainLine {
  const text = readFileSync(new URL(`../../examples/lines/${name}.json`, import.meta.url), "utf8");
  const parsed = parseLine(JSON.parse(text));
  if (!parsed.ok) throw new Error(`the example line ${name} cannot be read`);
  const { line } = parsed;
  return {
    ...line,
    people: line.people.map(withPlaces),
    stops: line.stops.map(withComponents),
    eras: line.eras.map(withPolicy),
    refs: { ...line.refs, memory: { scheduleId: "duty", groupId: "conductors" } },
  };
}

function withPlaces(person: Person): Person {
  return {
    ...person,
    refs: { ...person.refs, memory: { personId: `user-${person.id}`, channelId: `@${person.id}` } },
  };
}

function withComponents(stop: Stop): Stop {
  return {
    ...stop,
    targets: stop.targets.map((target) => ({
      ...target,
      chat: target.chat ?? `#${stop.id}-${target.id}`,
      refs: { ...target.refs, memory: { componentId: `${stop.id}-${target.id}` } },
    })),
  };
}

function withPolicy(era: Era): Era {
  return {
    ...era,
    conduct: {
      ...era.conduct,
      soak: "PT20M",
      longestDeploy: "PT45M",
      channels: { team: "#trains", changeControl: "#changes" },
    },
  };
}
