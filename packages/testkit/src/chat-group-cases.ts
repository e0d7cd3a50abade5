import type { ChatStage } from "./chat-stage.ts";
import { missing, needs } from "./case-tools.ts";
import { frozen, refused, same } from "./check.ts";

export async function groupsChanged({ chat, group }: ChatStage): Promise<void> {
  const { groups } = chat;
  needs(groups, "group `groups`");
  needs(group, "hook `group`");
  const [a, b, c] = group.people;
  const wishes = [[a, b], [b, c], [c], [a, b, c]];
  for (const wish of wishes) {
    same([...(await groups.setMembers(group.id, frozen(wish)))].toSorted(), wish.toSorted(), "the answer");
    same([...(await groups.members(group.id))].toSorted(), wish.toSorted(), "members");
  }
}

export async function groupUnknown({ chat, group }: ChatStage): Promise<void> {
  const { groups } = chat;
  needs(groups, "group `groups`");
  needs(group, "hook `group`");
  await missing(groups.members("no-such-group"), "members");
  await refused(groups.setMembers("no-such-group", group.people), "not_found", "no", "setMembers");
}
