import { type CallOptions, type Chat, type Instant, instant, type PostedMessage } from "@footplate/core";
import { createHttp, createResource, faultOf, type HttpSettings, idRef, marking } from "@footplate/http";
import { requireText, reveal, type Secret, startBudget } from "@footplate/http";
import * as z from "zod/mini";

/** Name of the adapter in errors, events and refs: `{ "plain-chat": { "channelId": "…" } }`. */
const ADAPTER = "plain-chat";

/** Options of `createPlainChat`. */
export interface PlainChatOptions extends HttpSettings {
  /** Where the service answers. */
  readonly baseUrl: string;
  /** A token that may read and write messages, or a function that fetches one. */
  readonly token: Secret;
}

const sendMs = 30_000;
const text = z.optional(z.string());
const row = z.object({
  id: z.string(),
  createdAt: z.iso.datetime(),
  channel: z.string(),
  text: z.string(),
  author: text,
  key: text,
  thread: text,
});
const page = z.object({ items: z.array(z.unknown()), next: z.optional(z.string()) });
const person = idRef(ADAPTER, "channelId", "copy the id from the person's direct messages");

/** Connects to one chat. Sends nothing until a method is called. */
export function createPlainChat(options: PlainChatOptions): { readonly chat: Chat } {
  const http = createHttp({
    ...options,
    adapter: ADAPTER,
    authorize: async (headers) => headers.set("authorization", `Bearer ${await reveal(options.token)}`),
    rateLimit: { requests: 300, perMs: 60_000 },
  });
  const posts = createResource(http, { adapter: ADAPTER, path: "messages", schema: row, page });
  const messages = async (channel: string, since: Instant | undefined, budget: () => CallOptions) =>
    (await posts.all({ channel, since }, budget)).map(toMessage);
  const chat: Chat = {
    spec: 1,
    sendMs,
    settleMs: 60_000,
    channelOf: (refs) => person.idOf(refs),
    post: async (message, call) => {
      requireText(ADAPTER, "the message", message.text);
      const budget = startBudget(options, call, sendMs);
      const there = await marking("no", () => messages(message.channel, undefined, budget));
      const found = there.find(({ key }) => key === message.key);
      return found ?? toMessage(await posts.create(message, budget()));
    },
    edit: async ({ id, key }, changed, call) => {
      if (key !== undefined)
        return toMessage(await posts.change(id, { text: changed }, { ...call, timeoutMs: sendMs }));
      throw faultOf(ADAPTER, { code: "forbidden", message: `message ${id} is somebody else's`, written: "no" });
    },
    find: async (channel, key, since, call) =>
      (await messages(channel, since, startBudget(options, call))).find((message) => message.key === key),
    messages: (channel, since, call) => messages(channel, since, startBudget(options, call)),
  };
  return { chat };
}

function toMessage({ id, createdAt, channel, text: said, author, key, thread }: z.infer<typeof row>): PostedMessage {
  return {
    id,
    channel,
    text: said,
    at: instant(createdAt),
    ...(author !== undefined && { author }),
    ...(key !== undefined && { key }),
    ...(thread !== undefined && { thread }),
  };
}
