import {
  type Chat,
  type Clock,
  fromEpochMs,
  type Instant,
  type LogBook,
  type PostedMessage,
  type Refs,
} from "@footplate/core";
import { createHttp, type Schema } from "@footplate/http";

/** How to reach the demo's chat. */
export interface DemoChatOptions {
  readonly baseUrl: string;
  readonly token: string;
  readonly clock: Clock;
}

type Groups = NonNullable<Chat["groups"]>;

const SEND_MS = 10_000;
const SETTLE_MS = 5_000;
const EVER: Instant = fromEpochMs(0);

/**
 * An adapter of one's own: the demo's chat and log behind the ports of a train. Refs are
 * `{ "chat": { "person": "@somebody" } }` for a person and `{ "chat": { "group": "@duty" } }` for a line.
 */
export function createDemoChat({ baseUrl, token, clock }: DemoChatOptions): {
  readonly chat: Chat & { readonly groups: Groups };
  readonly logBook: LogBook;
} {
  const http = createHttp({
    adapter: "demo-chat",
    baseUrl,
    clock,
    allowInsecureLoopback: true,
    authorize: (headers) => headers.set("authorization", `Bearer ${token}`),
  });
  const messages: Chat["messages"] = async (channel, since, call) => {
    const path = "channels/{channel}/messages";
    const { data } = await http.request({
      ...call,
      method: "GET",
      path,
      params: { channel },
      query: { since },
      schema: list(isMessage),
    });
    return data;
  };
  const members = async (method: "GET" | "PUT", group: string, call: object = {}, json?: readonly string[]) => {
    const path = "groups/{group}";
    const { data } = await http.request({
      ...call,
      method,
      path,
      params: { group },
      ...(json !== undefined && { json }),
      schema: list(isText),
    });
    return data;
  };
  const entries = async (since: Instant, call: object = {}) => {
    const query = { since };
    return (await http.request({ ...call, method: "GET", path: "log", query, schema: list(isEntry) })).data;
  };
  return {
    chat: {
      spec: 1,
      sendMs: SEND_MS,
      settleMs: SETTLE_MS,
      channelOf: (refs) => named(refs, "person"),
      // The chat takes whatever comes, so that its client looks first.
      post: async ({ channel, ...json }, call) => {
        const there = (await messages(channel, EVER, call)).find(({ key }) => key === json.key);
        if (there !== undefined) return there;
        const path = "channels/{channel}/messages";
        return (
          await http.request({ ...call, method: "POST", path, params: { channel }, json, schema: one(isMessage) })
        ).data;
      },
      edit: async ({ id }, text, call) => {
        const path = "messages/{id}";
        return (
          await http.request({ ...call, method: "PUT", path, params: { id }, json: { text }, schema: one(isMessage) })
        ).data;
      },
      find: async (channel, key, since, call) =>
        (await messages(channel, since, call)).find((message) => message.key === key),
      messages,
      groups: {
        groupOf: (refs) => named(refs, "group"),
        personOf: (refs) => named(refs, "person"),
        members: (group, call) => members("GET", group, call),
        setMembers: (group, people, call) => members("PUT", group, call, people),
      },
    },
    logBook: {
      spec: 1,
      sendMs: SEND_MS,
      settleMs: SETTLE_MS,
      append: async (json, call) =>
        (await entries(EVER, call)).find(({ key }) => key === json.key) ??
        (await http.request({ ...call, method: "POST", path: "log", json, schema: one(isEntry) })).data,
      find: async (key, since, call) => (await entries(since, call)).find((entry) => entry.key === key),
    },
  };
}

function named(refs: Refs | undefined, what: "person" | "group"): string | undefined {
  const name = refs?.["chat"]?.[what];
  return typeof name === "string" ? name : undefined;
}

/** What the transport checks answers with: anything that speaks Standard Schema would do. */
function one<T>(is: (value: unknown) => value is T): Schema<T> {
  const validate = (value: unknown): { readonly value: T } | { readonly issues: readonly { message: string }[] } =>
    is(value) ? { value } : { issues: [{ message: "the chat answers something else" }] };
  return { "~standard": { validate } };
}

function list<T>(is: (value: unknown) => value is T): Schema<readonly T[]> {
  return one((value): value is readonly T[] => Array.isArray(value) && value.every(is));
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isEntry(value: unknown): value is { readonly id: string; readonly key?: string } {
  return typeof value === "object" && value !== null && "id" in value && isText(value.id);
}

function isMessage(value: unknown): value is PostedMessage {
  const texts = ["id", "channel", "text", "at"] as const;
  return isEntry(value) && texts.every((name) => isText((value as unknown as Record<string, unknown>)[name]));
}
