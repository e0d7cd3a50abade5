import { type CallOptions, type Check, type Interval, span, type TrainLine } from "@footplate/core";
import { checked } from "@footplate/http";
import type { ConfigPorts } from "../config.ts";
import type { Workplace } from "../workplace.ts";
import type { Examined } from "./examined.ts";

type Ports = Partial<ConfigPorts>;
type Found = string | Omit<Check, "subject">;
/** One harmless read of a port that says nothing of itself. */
interface Read {
  readonly about: keyof Ports;
  readonly subject: string;
  readonly read: () => Promise<Found>;
}

/** One or a few harmless reads of each port without a checkup of its own. */
export async function* checkPlainPorts(
  line: TrainLine,
  place: Workplace,
  call: CallOptions,
): AsyncGenerator<Examined, void, undefined> {
  const { ports } = place;
  const hour = span(place.now(), "PT1H");
  const reads = [...mirrorReads(line, ports, hour, call), ...conductReads(line, place, call)];
  for (const { about, subject, read } of reads) {
    const port = ports[about];
    if (port === undefined || "checkup" in port) continue;
    yield { about, ...(await checked(subject, read)) };
  }
}

function mirrorReads(line: TrainLine, ports: Ports, hour: Interval, call: CallOptions): readonly Read[] {
  const { noticeBoard, calendar, trainTickets, onCall } = ports;
  return [
    ...targetsOf(line).flatMap(({ id, refs }) =>
      [...new Set(named(() => noticeBoard?.componentsOf(refs) ?? []))].map((component): Read => ({
        about: "noticeBoard",
        subject: `component of target ${id}`,
        read: async () => `${component} is ${(await noticeBoard?.components.get(component, call))?.name ?? component}`,
      })),
    ),
    { about: "noticeBoard", subject: "reading", read: async () => listed(await noticeBoard?.list(hour, call)) },
    { about: "calendar", subject: "reading", read: async () => listed(await calendar?.list(hour, call)) },
    { about: "trainTickets", subject: "reading", read: async () => listed(await trainTickets?.list(hour, call)) },
    {
      about: "onCall",
      subject: "schedules",
      read: async () => {
        const known = (await onCall?.schedules(call)) ?? [];
        const wanted = onCall?.scheduleOf(line.refs);
        if (wanted === undefined || known.some(({ id }) => id === wanted)) return `there are ${known.length}`;
        return { result: "wrong", found: `there is no schedule ${wanted}`, hint: "check the refs of the line" };
      },
    },
  ];
}

function conductReads(line: TrainLine, place: Workplace, call: CallOptions): readonly Read[] {
  const { versionProbe, chat, pager, changeSource, ownerDirectory, logBook } = place.ports;
  return [
    ...targetsOf(line).map((target): Read => ({
      about: "versionProbe",
      subject: `version of target ${target.id}`,
      read: async () => {
        const running = await versionProbe?.running(target, call);
        return running === undefined ? "it runs nothing yet" : `it runs ${running.version}`;
      },
    })),
    ...channelsOf(line).map((channel): Read => ({
      about: "chat",
      subject: `channel ${channel}`,
      read: async () => {
        await chat?.messages(channel, place.now(), call);
        return "it can be read";
      },
    })),
    {
      about: "pager",
      subject: "reading",
      read: async () => {
        await pager?.find("footplate-checkup", call);
        return "alerts can be read";
      },
    },
    ...line.services.map(({ id }): Read => ({
      about: "changeSource",
      subject: `versions of service ${id}`,
      read: async () => {
        const [newest] = (await changeSource?.versions(id, { ...call, limit: 1 })) ?? [];
        return newest === undefined ? "it has none yet" : `the newest is ${newest.version}`;
      },
    })),
    {
      about: "ownerDirectory",
      subject: "reading",
      read: async () => `it names ${(await ownerDirectory?.all(call))?.length ?? 0} components`,
    },
    {
      about: "logBook",
      subject: "reading",
      read: async () => {
        await logBook?.find("footplate-checkup", place.now(), call);
        return "it can be read";
      },
    },
  ];
}

function listed(listing: { readonly held: readonly unknown[]; readonly complete: boolean } | undefined): Found {
  if (listing?.complete !== false) return "what is there can be listed";
  const hint = "nothing can be proved absent so: look at what it holds";
  return { result: "doubtful", found: "what is there cannot be listed whole", hint };
}

/** Malformed refs are said elsewhere. */
function named(find: () => readonly string[]): readonly string[] {
  try {
    return find();
  } catch {
    return [];
  }
}

function targetsOf(line: TrainLine) {
  return line.stops.flatMap((stop) =>
    stop.targets.map(({ id, refs }) => ({ id: `${stop.id}/${id}`, ...(refs !== undefined && { refs }) })),
  );
}

/** The channels that the line names, for its teams and for single targets. */
function channelsOf(line: TrainLine): readonly string[] {
  const ofTargets = line.stops.flatMap(({ targets }) => targets.map(({ chat }) => chat));
  const ofTeams = line.eras.flatMap(({ conduct }) => Object.values(conduct?.channels ?? {}));
  return [...new Set([...ofTeams, ...ofTargets])].filter((channel) => channel !== undefined);
}
