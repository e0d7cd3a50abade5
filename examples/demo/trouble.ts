import { gitHubRef } from "@footplate/adapter-github";
import { opsgenieRef } from "@footplate/adapter-opsgenie";
import {
  bestChannel,
  epochMs,
  type Fact,
  fromEpochMs,
  type Instant,
  type Person,
  takeOver,
  type Target,
  type TrainLine,
  type Window,
} from "@footplate/core";
import { type ConductCommand, send } from "@footplate/core/conduct";
import { acknowledge, breakVersion, readState } from "./control.ts";
import type { Journey } from "./journey.ts";
import { makeMaintenance } from "./people.ts";
import { type Cue, ride } from "./ride.ts";
import { act, type Stage } from "./stage.ts";
import { placeOf, showing, tell } from "./timeline.ts";

const MINUTE_MS = 60_000;

/** The window in which it goes wrong, and who is concerned. */
interface Scene {
  readonly stage: Stage;
  readonly journey: Journey;
  readonly line: TrainLine;
  readonly window: Window;
  readonly target: Target;
  /** `stop/target`. */
  readonly place: string;
  readonly primary: Person;
  readonly backup: Person;
  /** What does not start there, and what repairs it. */
  readonly service: string;
  readonly version: string;
  readonly repaired: string;
}

/**
 * A deploy fails in a maintenance that was made by hand: the train is held, people are told, the conductor's day ends, the
 * window is extended with consent, a repair comes along late. Ends before the next window, which is answered; nothing where
 * the line has nobody to play it.
 */
export async function trouble(
  stage: Stage,
  journey: Journey,
  setOut: () => Promise<void>,
): Promise<Window | undefined> {
  const scene = sceneOf(stage, journey);
  if (scene === undefined) return undefined;
  const { line, window, service, version } = scene;
  await handMade(scene);
  await setOut();
  await breakVersion(stage.fakes.control, { environment: environmentOf(scene), service, version });
  let loud = false;
  const shown = showing(stage, line, () => loud);
  const next = journey.windows.find(({ start }) => start > window.end);
  await ride(journey.context, journey.train, {
    show: async (event) => {
      // From the failure on, everything that is said is of interest.
      loud ||= event.type === "fact" && event.fact?.type === "problemOpened";
      await shown.show(event);
      if (event.type === "fact" && event.fact?.type === "problemClosed") loud = false;
    },
    cues: cues(scene),
    ...(next !== undefined && { until: next.start }),
  });
  return next;
}

/** A window at whose end the primary's day is over and the backup's is not, if there is one. */
function sceneOf(stage: Stage, journey: Journey): Scene | undefined {
  const { line } = journey.context;
  const person = (id: string | undefined): Person | undefined => line.people.find((one) => one.id === id);
  const [primary, backup] = [person(journey.primary), person(journey.backup)];
  const rider = riderOf(line);
  const places = journey.windows.flatMap((window) => {
    const target = targetOf(line, window);
    return target?.tam === undefined ? [] : [{ window, target, place: `${window.stop ?? ""}/${target.id}` }];
  });
  if (primary === undefined || backup === undefined || rider?.version === undefined) return undefined;
  const works = (one: Person, at: Instant): boolean => bestChannel(one, at, line.zone).channel === "chat";
  const fits = ({ window: { start, end } }: { readonly window: Window }): boolean =>
    works(primary, start) && !works(primary, end) && works(backup, end);
  const found = places.find(fits) ?? places[0];
  const { id: service, version } = rider;
  return found && { stage, journey, line, ...found, primary, backup, service, version, repaired: nextPatch(version) };
}

/** A service with an owner who can speak for it, if there is one. */
function riderOf({ services, people }: TrainLine): TrainLine["services"][number] | undefined {
  const riders = services.filter(({ version }) => version !== undefined);
  return riders.find(({ owner }) => people.some(({ id }) => id === owner)) ?? riders.at(-1);
}

function targetOf({ stops }: TrainLine, window: Window): Target | undefined {
  return stops.find(({ id }) => id === window.stop)?.targets.find(({ id }) => id === window.target);
}

function nextPatch(version: string): string {
  return version.replace(/\d+$/, (patch) => String(Number(patch) + 1));
}

function environmentOf({ target: { refs } }: Scene): string {
  return gitHubRef(refs)?.environment ?? "";
}

/** Somebody was faster than the plan: it takes the maintenance over, and makes none of its own. */
async function handMade({ stage, journey, line, window, target, place }: Scene): Promise<void> {
  if (line.review === "none") return;
  const { context } = journey;
  const components = context.ports.noticeBoard?.componentsOf(target.refs) ?? [];
  const { start, end } = window;
  const id = await makeMaintenance(stage.fakes, { name: `Work on ${target.name}`, start, end, components });
  await stage.clock.advance(MINUTE_MS);
  await takeOver(context, { window: window.id, id });
  const now = stage.clock.now();
  tell(now, `somebody made the maintenance of ${placeOf(line, place)} by hand; it is taken over.`);
  tell(now, "The page would complete it by itself at its planned end, whatever happens.");
}

/** What people do about it. */
function cues(scene: Scene): readonly Cue[] {
  const { stage, journey, line, window, place, primary, backup, service, repaired, target } = scene;
  const { train } = journey;
  const until = fromEpochMs(epochMs(window.end) + 45 * MINUTE_MS);
  const says = (command: ConductCommand, text: string) => saying(scene, command, text);
  const problem = async (): Promise<string> => (await opened(stage, line, train))?.problem ?? "";
  return [
    {
      when: (now, facts) => since(facts, train, now) >= 12 * MINUTE_MS,
      act: async (now) => {
        const { opsgenie } = await readState(stage.fakes.control);
        const alert = opsgenie.alerts.findLast(({ status }) => status === "open");
        const user = opsgenieRef(primary.refs)?.userId ?? primary.id;
        if (alert === undefined) return;
        await acknowledge(stage.fakes.control, alert.alias, user);
        tell(now, `${primary.name} answers the call`);
      },
    },
    {
      when: (now, facts) => since(facts, train, now) >= 40 * MINUTE_MS,
      act: async () => {
        const rider = `${train}/repair`;
        const request = { act: "requestLateRider", train, rider, service, version: repaired, target: place } as const;
        await says(
          { ...request, by: ownerOf(scene) },
          `asks to board late with ${service} ${repaired}, for ${target.name} alone`,
        );
        await says({ act: "acceptLateRider", by: primary.id, train, rider }, "takes it");
      },
    },
    {
      when: (now) => epochMs(now) >= epochMs(window.end) - 25 * MINUTE_MS,
      act: async () => {
        const extend = { act: "extend", by: primary.id, window: window.id, until } as const;
        await says(extend, "extends the window by 45 minutes");
        const subject = { type: "extension", window: window.id, until } as const;
        const contact = target.tam ?? primary.id;
        await says({ act: "approve", by: contact, train, subject }, "consents to 45 minutes more");
        await says(extend, "extends the window by 45 minutes");
      },
    },
    {
      when: (now) => epochMs(now) >= epochMs(window.end) - 10 * MINUTE_MS,
      act: async (now) => {
        const note = `${service} ${repaired} is coming`;
        await act(stage, line, { act: "handOver", by: backup.id, train, to: backup.id, note });
        const { until: dayEnd } = bestChannel(primary, now, line.zone);
        const why = dayEnd !== undefined && dayEnd <= window.end ? `${primary.name}'s day ends; ` : "";
        tell(now, `${why}${backup.name} takes the train: ${note}`);
      },
    },
    {
      when: (now) => epochMs(now) >= epochMs(window.end) - 5 * MINUTE_MS,
      act: async () => {
        const reason = `${service} ${repaired} repairs it`;
        const decide = {
          act: "decideProblem",
          train,
          problem: await problem(),
          course: "rollForward",
          reason,
        } as const;
        await says({ ...decide, by: backup.id }, `decides to roll forward: ${reason}`);
        await says({ act: "resume", by: backup.id, train }, "lets the train go on");
      },
    },
  ];
}

/** Who owns the service that fails, where that is a person of the line; else a lead. */
function ownerOf({ line, service }: Scene): string {
  const owner = line.services.find(({ id }) => id === service)?.owner;
  return line.people.find(({ id }) => id === owner)?.id ?? line.team.leads[0] ?? "";
}

/** Somebody says something; a refusal is shown with its way out. */
async function saying({ stage, line }: Scene, command: ConductCommand, text: string): Promise<void> {
  const { clock, journal } = stage;
  const by = line.people.find(({ id }) => id === command.by)?.name ?? command.by;
  const sent = await send({ line, ports: { journal }, clock }, command);
  tell(clock.now(), `${by} ${text}`);
  if (!sent.ok) tell(clock.now(), `  refused: ${sent.message}`);
}

async function opened(
  stage: Stage,
  line: TrainLine,
  train: string,
): Promise<Extract<Fact, { type: "problemOpened" }> | undefined> {
  const facts = await stage.journal.facts(line.id);
  return facts.filter((fact) => fact.type === "problemOpened").findLast((fact) => fact.train === train);
}

/** How long ago the train's first problem was opened, in milliseconds; negative when there was none. */
function since(facts: readonly Fact[], train: string, now: Instant): number {
  const first = facts.find((fact) => fact.type === "problemOpened" && fact.train === train);
  return first === undefined ? -1 : epochMs(now) - epochMs(first.at);
}
