import { type ChatMessage, epochMs, fromEpochMs, type PostedMessage } from "@footplate/core";
import {
  abortedCalls,
  casesOf,
  MANY,
  missing,
  needs,
  otherRefs,
  sameFields,
  saneTimes,
  seenOrRefused,
  settle,
  unchecked,
} from "./case-tools.ts";
import { groupsChanged, groupUnknown } from "./chat-group-cases.ts";
import type { ChatCasesWorld, ChatStage } from "./chat-stage.ts";
import { type Case, check, frozen, refused, same } from "./check.ts";

const key = "line/t1/depart";

/**
 * What every chat must do, as cases for any test runner. What needs something that the chat or its stage does not offer is
 * told as skipped.
 */
export function chatCases(world: ChatCasesWorld): readonly Case[] {
  return casesOf<ChatStage>(world, {
    "its times are whole milliseconds": async ({ chat }) => saneTimes(chat),
    "a message is found by its key and listed as it was posted": posted,
    "a key posted again is the message that is there": postedTwice,
    "keys and channels are not mistaken for each other": apart,
    "F64 what looks like a mention or a link is only text": plainText,
    "an answer names the message that it answers": threaded,
    "what was posted before is not found since then": since,
    "R13 everybody's messages are listed, oldest first, and others' without a key": everybody,
    "an older message behind many newer ones is found, or the chat says that it cannot look that far": behindMany,
    "an edit changes the text and nothing else": edited,
    "somebody else's message is not edited": editedOthers,
    "F16 an unknown channel is not_found, and nothing is written": unknownChannel,
    "a group has the members that it was given last": groupsChanged,
    "F16 an unknown group is not_found": groupUnknown,
    "refs that say nothing of the service name nothing": withoutRefs,
    "an aborted call rejects with the signal's own reason and sends nothing": aborted,
  });
}

async function posted(stage: ChatStage): Promise<void> {
  const { chat, channel, clock } = stage;
  const message = await post(stage, { text: "The train departs\nfrom stop 2" });
  sameFields(message, { key, channel, text: "The train departs\nfrom stop 2", thread: undefined }, "the answer");
  check(message.id !== "", "the message has an id");
  const found = await chat.find(channel, key, fromEpochMs(0));
  sameFields(found, { id: message.id, key, channel, text: message.text, at: message.at }, "found");
  same(await chat.messages(channel, fromEpochMs(0)), [found], "messages");
  clock.advance(86_400_000);
  same(await chat.find(channel, key, message.at), found, "found a day later");
}

async function postedTwice(stage: ChatStage): Promise<void> {
  const { chat, channel } = stage;
  const first = await post(stage);
  const again = await post(stage, { text: "Something else" });
  sameFields(again, { id: first.id, key, text: first.text }, "the answer");
  same((await chat.messages(channel, fromEpochMs(0))).length, 1, "messages");
}

async function apart(stage: ChatStage): Promise<void> {
  const { chat, channel, other } = stage;
  const keys = [key, `${key}-2`, key.replaceAll("/", ":"), key.slice(0, -1), key.toUpperCase(), "k".repeat(300)];
  const ids: string[] = [];
  for (const one of keys) ids.push((await post(stage, { key: one })).id);
  same(await chat.find(other, key, fromEpochMs(0)), undefined, "found in the other channel");
  ids.push((await post(stage, { channel: other })).id);
  for (const [index, one] of keys.entries()) {
    const found = await chat.find(channel, one, fromEpochMs(0));
    sameFields(found, { id: ids[index] ?? "", key: one }, `found by ${one}`);
  }
  same((await chat.find(other, key, fromEpochMs(0)))?.id, ids.at(-1), "found in the other channel");
  same((await chat.messages(channel, fromEpochMs(0))).length, keys.length, "messages");
  same(await chat.find(channel, "never-posted", fromEpochMs(0)), undefined, "what was never posted");
}

async function plainText(stage: ChatStage): Promise<void> {
  const text = "<!channel> @everyone *bold* & <b>1</b> <https://example.com|here> `x` &amp;";
  const { id } = await post(stage, { text });
  sameFields(await stage.chat.find(stage.channel, key, fromEpochMs(0)), { id, text }, "found");
}

async function threaded(stage: ChatStage): Promise<void> {
  const { chat, channel } = stage;
  const first = await post(stage);
  const answer = await post(stage, { key: `${key}/answer`, thread: first.id });
  check(answer.id !== first.id, "the answer is a message of its own");
  same(answer.thread, first.id, "what it answers");
  const found = await chat.find(channel, `${key}/answer`, fromEpochMs(0));
  sameFields(found, { id: answer.id, thread: first.id }, "found");
  const thread = (await chat.messages(channel, fromEpochMs(0))).find(({ id }) => id === answer.id)?.thread;
  same(thread, first.id, "what it answers, listed");
}

async function since(stage: ChatStage): Promise<void> {
  const { chat, channel } = stage;
  const { at, id } = await post(stage);
  const later = fromEpochMs(epochMs(at) + 1000);
  const second = await post(stage, { key: `${key}/2` });
  same((await chat.find(channel, key, at))?.id, id, "found since its own time");
  same(await chat.find(channel, key, later), undefined, "found since a second later");
  const ids = (messages: readonly PostedMessage[]) => messages.map((one) => one.id);
  same(ids(await chat.messages(channel, at)), [id, second.id], "messages since its own time");
  same(ids(await chat.messages(channel, later)), [second.id], "messages since a second later");
}

async function everybody(stage: ChatStage): Promise<void> {
  const { chat, channel, other, clock, humanPost } = stage;
  needs(humanPost, "hook `humanPost`");
  await humanPost(channel, "The maintenance is closed");
  clock.advance(60_000);
  await post(stage, { text: "The train departs" });
  await humanPost(channel, "The train departs");
  await humanPost(other, "Elsewhere");
  settle(chat, clock);
  same(
    (await chat.messages(channel, fromEpochMs(0))).map((one) => ({ text: one.text, key: one.key })),
    [{ text: "The maintenance is closed" }, { text: "The train departs", key }, { text: "The train departs" }],
    "messages",
  );
}

async function behindMany(stage: ChatStage): Promise<void> {
  const { chat, channel, clock, humanPost } = stage;
  const { id, at } = await post(stage);
  let count = 1;
  for (; count <= MANY; count += 1) {
    clock.advance(1000);
    const text = `Message ${count}`;
    const added = humanPost?.(channel, text) ?? chat.post({ key: `${key}/${count}`, channel, text });
    // A chat that cannot look for the key among so many may refuse to post.
    if ((await seenOrRefused<unknown>(added, "post")) === undefined) break;
  }
  settle(chat, clock);
  const found = await seenOrRefused(chat.find(channel, key, at), "find");
  if (found !== undefined) same(found.value?.id, id, "found behind many");
  const listed = await seenOrRefused(chat.messages(channel, at), "messages");
  if (listed !== undefined) same([listed.value[0]?.id, listed.value.length], [id, count], "the oldest, and how many");
}

async function edited(stage: ChatStage): Promise<void> {
  const { chat, channel, clock } = stage;
  if (chat.edit === undefined) throw unchecked("method `edit`");
  const message = await post(stage);
  const other = await post(stage, { key: `${key}/2` });
  const { id, at } = message;
  sameFields(await chat.edit(frozen(message), "It departs later"), { id, key, text: "It departs later" }, "the answer");
  settle(chat, clock);
  const found = await chat.find(channel, key, fromEpochMs(0));
  sameFields(found, { id, key, channel, at, text: "It departs later" }, "found");
  same((await chat.find(channel, `${key}/2`, fromEpochMs(0)))?.text, other.text, "the other message");
  same((await chat.messages(channel, fromEpochMs(0))).length, 2, "messages");
}

async function editedOthers(stage: ChatStage): Promise<void> {
  const { chat, channel, clock, humanPost } = stage;
  if (chat.edit === undefined) throw unchecked("method `edit`");
  needs(humanPost, "hook `humanPost`");
  await humanPost(channel, "By hand");
  settle(chat, clock);
  const [message] = await chat.messages(channel, fromEpochMs(0));
  check(message !== undefined, "the message is listed");
  await refused(chat.edit(message, "Changed"), "forbidden", "no", "edit");
  settle(chat, clock);
  same((await chat.messages(channel, fromEpochMs(0)))[0]?.text, "By hand", "its text");
}

async function unknownChannel(stage: ChatStage): Promise<void> {
  const { chat, channel, unknown = "no-such-channel" } = stage;
  await refused(post(stage, { channel: unknown }), "not_found", "no", "post");
  await missing(chat.find(unknown, key, fromEpochMs(0)), "find");
  await missing(chat.messages(unknown, fromEpochMs(0)), "messages");
  same(await chat.messages(channel, fromEpochMs(0)), [], "messages of a channel that there is");
}

async function withoutRefs({ chat }: ChatStage): Promise<void> {
  for (const refs of otherRefs) {
    same(chat.channelOf(frozen(refs)), undefined, "the channel");
    same(chat.groups?.groupOf(frozen(refs)), undefined, "the group");
    same(chat.groups?.personOf(frozen(refs)), undefined, "the person");
  }
}

async function aborted(stage: ChatStage): Promise<void> {
  const { chat, channel, group, clock, sent } = stage;
  const message = await post(stage);
  const { groups } = chat;
  await abortedCalls(
    {
      post: (options) => chat.post({ key: `${key}/2`, channel, text: "Aborted" }, options),
      ...(chat.edit !== undefined && {
        edit: async (options) => chat.edit?.(message, "Aborted", options),
      }),
      find: (options) => chat.find(channel, key, message.at, options),
      messages: (options) => chat.messages(channel, message.at, options),
      ...(groups !== undefined &&
        group !== undefined && {
          members: (options) => groups.members(group.id, options),
          setMembers: (options) => groups.setMembers(group.id, group.people, options),
        }),
    },
    sent,
  );
  settle(chat, clock);
  const texts = (await chat.messages(channel, fromEpochMs(0))).map(({ text }) => text);
  same(texts, [message.text], "messages");
}

/** Posts, and waits until it has settled. */
async function post({ chat, channel, clock }: ChatStage, parts: Partial<ChatMessage> = {}): Promise<PostedMessage> {
  const message = await chat.post(frozen({ key, channel, text: "The train departs", ...parts }));
  settle(chat, clock);
  return message;
}
