import { describe, expect, test } from "vitest";
import { type Chat, FootplateError, fromEpochMs, type LogBook } from "@footplate/core";
import { chatCases, logBookCases } from "../../src/index.ts";
import { chatWorld, logWorld } from "../port-worlds.ts";
import { failedOf, rejectsAll } from "./rejects.ts";

let anew = 0;
const ever = fromEpochMs(0);

type Groups = NonNullable<Chat["groups"]>;
const groupsOf = ({ groups }: Chat): Groups => {
  if (groups === undefined) throw new Error("the chat has no groups");
  return groups;
};

const editOf = ({ edit }: Chat): NonNullable<Chat["edit"]> => {
  if (edit === undefined) throw new Error("the chat has no edit");
  return edit;
};

const chats: Readonly<Record<string, (chat: Chat) => Chat>> = {
  "posts as often as it is asked": (chat) => ({
    ...chat,
    post: async (message, call) => ({
      ...(await chat.post({ ...message, key: `${message.key.slice(0, 250)}-${(anew += 1)}` }, call)),
      key: message.key,
    }),
  }),
  "goes by the key alone, whatever the channel": (chat) => ({
    ...chat,
    post: async (message, call) => (await chat.find("releases", message.key, ever, call)) ?? chat.post(message, call),
  }),
  "takes colons for slashes": (chat) => ({
    ...chat,
    post: (message, call) => chat.post({ ...message, key: message.key.replaceAll(":", "/") }, call),
    find: (channel, key, ...rest) => chat.find(channel, key.replaceAll(":", "/"), ...rest),
  }),
  "escapes what people read": (chat) => ({
    ...chat,
    post: (message, call) => chat.post({ ...message, text: message.text.replaceAll("<", "&lt;") }, call),
  }),
  "posts every answer to the channel": (chat) => ({
    ...chat,
    post: ({ thread: _thread, ...message }, call) => chat.post(message, call),
  }),
  "finds whatever the time": (chat) => ({
    ...chat,
    find: (channel, key, _since, call) => chat.find(channel, key, ever, call),
  }),
  "lists newest first": (chat) => ({
    ...chat,
    messages: async (...args) => (await chat.messages(...args)).toReversed(),
  }),
  "lists our own messages only": (chat) => ({
    ...chat,
    messages: async (...args) => (await chat.messages(...args)).filter(({ key }) => key !== undefined),
  }),
  "lists no answers": (chat) => ({
    ...chat,
    messages: async (...args) => (await chat.messages(...args)).filter(({ thread }) => thread === undefined),
  }),
  "posts an edit as a new message": (chat) => ({
    ...chat,
    edit: ({ key = "key", channel }, text, call) => chat.post({ key: `${key}-${(anew += 1)}`, channel, text }, call),
  }),
  "answers an edit without making it": (chat) => ({
    ...chat,
    edit: async (message, text, call) => {
      call?.signal?.throwIfAborted();
      return message.key === undefined ? editOf(chat)(message, text, call) : { ...message, text };
    },
  }),
  "finds nothing in an unknown channel": (chat) => ({
    ...chat,
    find: async (channel, key, since, call) => {
      call?.signal?.throwIfAborted();
      return chat.find(channel, key, since, call).catch(() => undefined);
    },
  }),
  "adds members to those that are there": (chat) => ({
    ...chat,
    groups: {
      ...groupsOf(chat),
      setMembers: async (group, members, call) =>
        groupsOf(chat).setMembers(group, [...(await groupsOf(chat).members(group, call)), ...members], call),
    },
  }),
  "answers members without setting them": (chat) => ({
    ...chat,
    groups: {
      ...groupsOf(chat),
      setMembers: async (group, members, call) => (await groupsOf(chat).members(group, call)) && members,
    },
  }),
  "takes an unknown group for an empty one": (chat) => ({
    ...chat,
    groups: {
      ...groupsOf(chat),
      members: async (group, call) => {
        call?.signal?.throwIfAborted();
        return groupsOf(chat)
          .members(group, call)
          .catch(() => []);
      },
    },
  }),
  "names a channel by another's refs": (chat) => ({ ...chat, channelOf: (refs) => refs && "releases" }),
  "does not hear the signal": (chat) => ({ ...chat, post: (message) => chat.post(message) }),
};

describe("every broken chat is rejected by some case, and not by all", () => {
  rejectsAll<Chat>(chats, (broken) => chatCases(chatWorld(broken)));
});

const PAGE = 50;
const behindMany = /behind many newer ones/;

/** A chat over a service that shows its newest messages only. */
const newestOnly = (chat: Chat): Chat => {
  const messages: Chat["messages"] = async (...args) => (await chat.messages(...args)).slice(-PAGE);
  return { ...chat, messages, find: async (channel, key, ...rest) => byKey(await messages(channel, ...rest), key) };
};
const byKey = (messages: Awaited<ReturnType<Chat["messages"]>>, key: string) =>
  messages.find((message) => message.key === key);

describe("a chat whose service shows the newest fifty messages only", () => {
  test("fails one case where it forgets the older ones", async () => {
    expect(await failedOf(chatCases(chatWorld(newestOnly)))).toEqual([expect.stringMatching(behindMany)]);
  });

  test("fails one case where it forgets them only when it looks for a key", async () => {
    const forgets = (chat: Chat): Chat => ({ ...chat, find: newestOnly(chat).find });
    expect(await failedOf(chatCases(chatWorld(forgets)))).toEqual([expect.stringMatching(behindMany)]);
  });

  test("passes all where it says that it cannot see them", async () => {
    const says = (chat: Chat): Chat => {
      const messages: Chat["messages"] = async (...args) => {
        const found = await newestOnly(chat).messages(...args);
        if (found.length < PAGE) return found;
        throw new FootplateError({ code: "unsupported", message: "the service shows its newest 50 messages only" });
      };
      return { ...chat, messages, find: async (channel, key, ...rest) => byKey(await messages(channel, ...rest), key) };
    };
    expect(await failedOf(chatCases(chatWorld(says)))).toEqual([]);
  });

  test("fails where it says instead that nothing is there", async () => {
    const denies = (chat: Chat): Chat => ({
      ...chat,
      find: async (channel, key, since, call) => {
        const found = await newestOnly(chat).find(channel, key, since, call);
        if (found !== undefined || (await chat.messages(channel, since)).length < PAGE) return found;
        throw new FootplateError({ code: "not_found", message: "there is no such message" });
      },
    });
    expect(await failedOf(chatCases(chatWorld(denies)))).toEqual([expect.stringMatching(behindMany)]);
  });
});

describe("a chat that cannot do all", () => {
  const plain = ({ edit: _edit, groups: _groups, ...chat }: Chat): Chat => chat;
  const skipped = async (context: object): Promise<void> => {
    for (const { run } of chatCases(chatWorld(plain))) await run(context);
  };

  test.each([
    ["an object", {}],
    ["a function", () => undefined],
  ])("passes, and what is not checked is told to a runner that hands over %s", async (_kind, context) => {
    const told: string[] = [];
    await skipped(Object.assign(context, { skip: (why: string) => void told.push(why) }));
    expect(told).toEqual([
      "not checked: there is no method `edit`",
      "not checked: there is no method `edit`",
      "not checked: there is no group `groups`",
      "not checked: there is no group `groups`",
    ]);
    expect(await failedOf(chatCases(chatWorld(plain)))).toEqual([]);
  });

  test("ends a case as the runner's skip ends it", async () => {
    const ended = new Error("the runner ends the test so");
    const skip = (): never => {
      throw ended;
    };
    await expect(skipped({ skip })).rejects.toBe(ended);
  });
});

const logs: Readonly<Record<string, (log: LogBook) => LogBook>> = {
  "appends as often as it is asked": (log) => ({
    ...log,
    append: (entry, call) => log.append({ ...entry, key: `${entry.key}-${(anew += 1)}` }, call),
    find: (key, since, call) => log.find(`${key}-${anew}`, since, call),
  }),
  "finds the newest of any key": (log) => {
    let last: { readonly id: string } | undefined;
    return {
      ...log,
      append: async (entry, call) => (last = await log.append(entry, call)),
      find: async (key, since, call) => {
        const found = await log.find(key, since, call);
        return found && last;
      },
    };
  },
  "forgets the ticket": (log) => ({ ...log, append: ({ ticket: _ticket, ...entry }, call) => log.append(entry, call) }),
  "signs everything itself": (log) => ({ ...log, append: (entry, call) => log.append({ ...entry, by: "bot" }, call) }),
  "finds whatever the time": (log) => ({ ...log, find: (key, _since, call) => log.find(key, ever, call) }),
  "finds what was never appended": (log) => ({
    ...log,
    find: async (key, since, call) => (await log.find(key, since, call)) ?? { id: "l1" },
  }),
  "takes small letters for capitals": (log) => ({
    ...log,
    append: (entry, call) => log.append({ ...entry, key: entry.key.toLowerCase() }, call),
    find: (key, since, call) => log.find(key.toLowerCase(), since, call),
  }),
  "takes an empty entry": (log) => ({
    ...log,
    append: (entry, call) => log.append({ ...entry, text: entry.text.trim() || "-" }, call),
  }),
  "does not hear the signal": (log) => ({ ...log, append: (entry) => log.append(entry) }),
};

describe("every broken log is rejected by some case, and not by all", () => {
  rejectsAll<LogBook>(logs, (broken) => logBookCases(logWorld(broken)));
});

test("a log that looks for a key among the newest fifty entries fails one case", async () => {
  const forgets = (log: LogBook): LogBook => {
    let after: readonly string[] = [];
    return {
      ...log,
      append: async (entry, call) => {
        const appended = await log.append(entry, call);
        if (!after.includes(appended.id)) after = [...after, appended.id].slice(-PAGE);
        return appended;
      },
      find: async (...args) => {
        const found = await log.find(...args);
        return found && after.includes(found.id) ? found : undefined;
      },
    };
  };
  const world = logWorld(forgets);
  const withoutHands = {
    ...world,
    fresh: async () => {
      const { humanAppend: _humanAppend, ...stage } = await world.fresh();
      return stage;
    },
  };
  expect(await failedOf(logBookCases(withoutHands))).toEqual([expect.stringMatching(behindMany)]);
});
