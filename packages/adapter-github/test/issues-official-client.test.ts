import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { expect, test } from "vitest";
import { createGitHub } from "@footplate/adapter-github";
import { fakeGitHub } from "@footplate/adapter-github/testing";
import { validated } from "../../../test/support/spec-validator.ts";
import { blocker, EVER, mark, note, ticket } from "./support/tickets.ts";

// GitHub's own client knows nothing of the fake: what it makes of its answers is what it would make of GitHub's.
const Client = Octokit.plugin(paginateRest);

function connected() {
  const fake = fakeGitHub();
  const { repository, token } = fake;
  const client = new Client({ auth: token, request: { fetch: validated("github", fake.fetch, "other") } });
  const fetch = validated("github", fake.fetch);
  const { trainTickets } = createGitHub({ repository, token, fetch, writeGapMs: 0 });
  return { fake, client, trainTickets, own: { owner: repository.owner, repo: repository.name } };
}

test("the client makes, labels, assigns, comments and closes an issue, and reads all pages", async () => {
  const { fake, client, own } = connected();
  await client.request("POST /repos/{owner}/{repo}/labels", { ...own, name: "urgent", color: "ff0000" });
  const { data: made } = await client.request("POST /repos/{owner}/{repo}/issues", {
    ...own,
    title: "By the client",
    labels: ["urgent"],
  });
  const issue = { ...own, issue_number: made.number };
  await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/assignees", { ...issue, assignees: ["lead"] });
  await client.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { ...issue, body: "Why?" });
  const { data } = await client.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
    ...issue,
    state: "closed",
  });
  expect(data).toMatchObject({
    state: "closed",
    state_reason: "completed",
    comments: 1,
    assignees: [{ login: "lead" }],
  });
  for (let n = 0; n < 120; n += 1) fake.issues.open({ title: `${n}` });
  const list = "GET /repos/{owner}/{repo}/issues";
  expect(await client.paginate(list, { ...own, state: "all", per_page: 50 })).toHaveLength(121);
  expect(await client.paginate(list, { ...own, state: "all", labels: "urgent" })).toHaveLength(1);
});

test("what the adapter keeps is what the client sees, and the other way round", async () => {
  const { client, trainTickets, own } = connected();
  const { id } = await trainTickets.create(ticket(), mark());
  await trainTickets.assign(id, "lead", note());
  const issue = { ...own, issue_number: Number(id) };
  const { data: seen } = await client.request("GET /repos/{owner}/{repo}/issues/{issue_number}", issue);
  expect(seen).toMatchObject({
    title: "Train 48",
    assignees: [{ login: "lead" }],
    labels: [{ name: "release-train" }],
  });
  await client.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", { ...issue, title: "Renamed" });
  expect((await trainTickets.list(EVER)).held).toMatchObject([{ id, mark: mark(), item: { title: "Renamed" } }]);

  const { data: child } = await client.request("POST /repos/{owner}/{repo}/issues", {
    ...own,
    title: "Labels are blank",
  });
  const below = "POST /repos/{owner}/{repo}/issues/{issue_number}/sub_issues";
  await client.request(below, { ...issue, sub_issue_id: Number(child.id) });
  await trainTickets.block(id, blocker());
  const titles = ["Labels are blank", "Checkout is slow"];
  expect((await trainTickets.blockers(id)).map(({ title }) => title)).toEqual(titles);
  const { data: all } = await client.request("GET /repos/{owner}/{repo}/issues/{issue_number}/sub_issues", issue);
  expect(all.map(({ title }) => title)).toEqual(titles);
});

test("the client understands what the fake refuses", async () => {
  const { fake, client, own } = connected();
  const id = fake.issues.open({ title: "Gone" });
  fake.issues.remove(id);
  const read = "GET /repos/{owner}/{repo}/issues/{issue_number}";
  await expect(client.request(read, { ...own, issue_number: Number(id) })).rejects.toMatchObject({ status: 410 });
  await expect(client.request(read, { ...own, issue_number: 99 })).rejects.toMatchObject({ status: 404 });
  const unassignable = { ...own, title: "A", assignees: ["client-a"] };
  await expect(client.request("POST /repos/{owner}/{repo}/issues", unassignable)).rejects.toMatchObject({
    status: 422,
  });
});
