import { fakeGoogleCalendar } from "@footplate/adapter-gcal/testing";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { fakeOpsgenie } from "@footplate/adapter-opsgenie/testing";
import { fakeStatuspage } from "@footplate/adapter-statuspage/testing";
import type { Broken, FakesSettings } from "./control.ts";
import { type ChatState, fakeChat } from "./fake-chat.ts";

const RUN_MS = 240_000;

/** The way behind the pretended services: what people and bad luck do, and what is there. */
export interface FakeServices {
  /** Each service by its paths, as if each had a host of its own. */
  readonly fetch: typeof fetch;
  /** Breaks a version, so that its deploys fail. */
  breakVersion(broken: Broken): void;
  /** From now on the answer to a dispatch is withheld, or given after all. */
  withhold(withheld: boolean): void;
  /** Somebody answers the call of an alert. */
  acknowledge(alias: string, user: string): void;
  /** What all of them hold, in their own words. */
  state(): { readonly chat: ChatState } & Readonly<Record<string, unknown>>;
}

/** Everything that a train touches: a status page, a calendar, an on-call service, a repository with workflows, a chat. */
export function fakeServices(settings: FakesSettings, now: () => number): FakeServices {
  const page = fakeStatuspage({
    now,
    pageId: settings.pageId,
    apiKey: settings.apiKey,
    components: settings.components,
    lagMs: 5_000,
  });
  const calendars = fakeGoogleCalendar({ now, calendars: settings.calendars, token: settings.token, lagMs: 2_000 });

  const { apiKey, integrationKey, people, schedules } = settings.onCall ?? {
    apiKey: "no-key",
    people: [],
    schedules: [],
  };
  const onCall = fakeOpsgenie({
    now,
    apiKey,
    ...(integrationKey !== undefined && { integrationKey }),
    users: people.map((id) => ({ id, username: `${id}@example.com` })),
    schedules: schedules.map((id) => ({ id, rotations: [] })),
    lagMs: 2_000,
  });

  const { token, members, environments, files } = settings.github ?? {
    token: "no-token",
    members: [],
    environments: [],
    files: {},
  };
  const broken: Broken[] = [];
  const github = fakeGitHub({
    now,
    token,
    members,
    lagMs: 2_000,
    code: { files },
    actions: {
      workflows: environments.map(({ name, workflow }) => ({
        file: workflow,
        environment: name,
        runMs: RUN_MS,
        outcome: ({ inputs }) => (isBroken(name, inputs["services"]) ? "failure" : "success"),
      })),
    },
  });
  for (const { name, version, services } of environments) {
    const deployment = github.deployments.add({ environment: name, payload: { version, services } });
    github.deployments.setState(deployment, "success");
  }

  function isBroken(environment: string, services = "{}"): boolean {
    const deployed: Readonly<Record<string, unknown>> = JSON.parse(services);
    return broken.some((one) => one.environment === environment && deployed[one.service] === one.version);
  }

  const chat = fakeChat(now, settings.chat?.token ?? crypto.randomUUID());

  let withheld = false;
  let release: () => void = () => undefined;
  let given = Promise.resolve();

  /** A dispatch is done, and its answer may keep the caller waiting. */
  async function dispatching(request: Request): Promise<Response> {
    const answer = await github.fetch(request);
    await given;
    return answer;
  }

  function service(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/v1/pages/")) return page.fetch(request);
    if (pathname.startsWith("/v2/")) return onCall.fetch(request);
    if (pathname.startsWith("/chat/")) return chat.fetch(request);
    if (!pathname.startsWith("/repos/")) return calendars.fetch(request);
    return pathname.endsWith("/dispatches") ? dispatching(request) : github.fetch(request);
  }

  function withhold(on: boolean): void {
    if (on === withheld) return;
    withheld = on;
    release();
    if (on) given = new Promise((resolve) => (release = resolve));
  }

  function state(): ReturnType<FakeServices["state"]> {
    return {
      statuspage: page.state(),
      calendar: calendars.state(),
      opsgenie: onCall.state(),
      github: github.state(),
      chat: chat.state(),
    };
  }

  return {
    fetch: (input, init) => service(new Request(input, init)),
    breakVersion: (one) => void broken.push(one),
    withhold,
    acknowledge: (alias, user) => onCall.person.acknowledge(alias, user),
    state,
  };
}
