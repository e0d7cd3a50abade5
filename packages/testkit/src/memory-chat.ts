import { type Chat, epochMs, fromEpochMs, type PostedMessage } from "@footplate/core";
import { type CallFaults, memoryCalls, type MemoryHabits } from "./memory-calls.ts";
import { keyProblems, refusal, refuse, textProblems } from "./memory-input.ts";
import { memoryRef } from "./memory-refs.ts";
import { type Row, vendorStore } from "./vendor-store.ts";

/** What a chat in memory is made of. */
export interface MemoryChatOptions extends MemoryHabits {
  /** Channels that there are. @default any */
  readonly channels?: readonly string[];
  /** Members by group. @default no group */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** The service's name of us. @default "bot" */
  readonly author?: string;
}

/** All of a chat, as JSON. */
export interface ChatSeen {
  /** Oldest first. */
  readonly messages: readonly PostedMessage[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** Behind the chat: what it holds, and what people do there. */
export interface ChatWorld extends CallFaults {
  seen(): ChatSeen;
  /** Somebody else writes. Returns the message's id. */
  humanPost(channel: string, author: string, text: string, thread?: string): string;
  /** Somebody deletes a message. */
  humanDelete(id: string): void;
  /** How often `post` was called, whatever became of it. */
  attempts(): number;
}

/** A chat in memory. */
export interface MemoryChat extends Chat {
  readonly edit: NonNullable<Chat["edit"]>;
  readonly groups: NonNullable<Chat["groups"]>;
  readonly world: ChatWorld;
}

type Kept = Omit<PostedMessage, "id" | "at">;

/**
 * A chat in memory. Refs are `{ "memory": { "channelId" | "groupId" | "personId": "…" } }`. A key is looked for in what
 * is listed: what is posted again before `settleMs` may be there twice.
 */
export function memoryChat(options: MemoryChatOptions): MemoryChat {
  const { clock, sendMs = 10_000, settleMs = 60_000, lagMs = 0, author = "bot" } = options;
  const calls = memoryCalls(clock, sendMs);
  const { late } = calls;
  const store = vendorStore<Kept>(late, settleMs, lagMs);
  const groups = new Map(Object.entries(options.groups ?? {}));
  let attempts = 0;

  const checkChannel = (channel: string, written?: "no"): void => {
    if (channel !== "" && (options.channels?.includes(channel) ?? true)) return;
    throw refusal("not_found", `there is no channel ${channel.slice(0, 100)}`, "name a channel of the chat", written);
  };
  const message = (id: string, written?: "no"): Row<Kept> => {
    const row = store.find(id);
    if (row !== undefined && row.state === "live") return row;
    throw refusal("not_found", `there is no message ${id.slice(0, 100)}`, "somebody deleted it", written);
  };
  const insert = (kept: Kept): Row<Kept> => store.insert(`m${store.all().length + 1}`, kept);
  const listed = (channel: string, since: string): readonly Row<Kept>[] =>
    store.listed().filter((row) => row.item.channel === channel && epochMs(row.createdAt) >= epochMs(since));
  const ours = (rows: readonly Row<Kept>[], key: string) => rows.find(({ item }) => item.key === key);
  const group = (id: string, written?: "no"): readonly string[] => {
    const members = groups.get(id);
    if (members !== undefined) return [...members];
    throw refusal("not_found", `there is no group ${id.slice(0, 100)}`, "name a group of the chat", written);
  };

  return {
    spec: 1,
    sendMs,
    settleMs,
    channelOf: (refs) => memoryRef(refs, "channelId"),
    post({ key, channel, text, thread }, call) {
      return calls.write(
        call,
        () => {
          refuse([...keyProblems(key), ...textProblems("text", text)]);
          checkChannel(channel, "no");
          if (thread !== undefined && message(thread, "no").item.channel !== channel) {
            throw refusal("not_found", "the thread is in another channel", "answer a message of the channel", "no");
          }
          const there = ours(listed(channel, fromEpochMs(0)), key);
          return shown(there ?? insert({ channel, key, author, text, ...(thread !== undefined && { thread }) }));
        },
        { attempted: () => void (attempts += 1) },
      );
    },
    edit({ id }, text, call) {
      return calls.write(call, () => {
        refuse(textProblems("text", text));
        const row = message(id, "no");
        if (row.item.key === undefined) {
          throw refusal("forbidden", "the message is somebody else's", "post one of your own", "no");
        }
        return shown(store.change(row, { item: { ...row.item, text } }));
      });
    },
    find: (channel, key, since, call) =>
      calls.read(call, () => {
        checkChannel(channel);
        const row = ours(listed(channel, since), key);
        return row && shown(row);
      }),
    messages: (channel, since, call) =>
      calls.read(call, () => {
        checkChannel(channel);
        return listed(channel, since).map(shown);
      }),
    groups: {
      groupOf: (refs) => memoryRef(refs, "groupId"),
      personOf: (refs) => memoryRef(refs, "personId"),
      members: (id, call) => calls.read(call, () => group(id)),
      setMembers(id, members, call) {
        const wanted = [...new Set(members)];
        return calls.write(call, () => {
          group(id, "no");
          groups.set(id, wanted);
          return group(id);
        });
      },
    },
    world: {
      seen: () => (
        late.land(),
        {
          messages: store
            .all()
            .filter(({ state }) => state === "live")
            .map(shown),
          groups: structuredClone(Object.fromEntries(groups)),
        }
      ),
      humanPost(channel, by, text, thread) {
        late.land();
        checkChannel(channel);
        return insert({ channel, author: by, text, ...(thread !== undefined && { thread }) }).id;
      },
      humanDelete: (id) => void (late.land(), store.change(message(id), { state: "deleted" })),
      attempts: () => attempts,
      failNext: calls.failNext,
      pendingFaults: calls.pendingFaults,
    },
  };
}

function shown({ id, item, createdAt }: Row<Kept>): PostedMessage {
  return { id, ...structuredClone(item), at: createdAt };
}
