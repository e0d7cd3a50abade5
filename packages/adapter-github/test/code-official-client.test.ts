import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { sign, verify } from "@octokit/webhooks-methods";
import { expect, test } from "vitest";
import { githubWebhook } from "@footplate/adapter-github";
import { fakeGitHub, type FakeGitHub, signedWebhook } from "@footplate/adapter-github/testing";
import { validated } from "../../../test/support/spec-validator.ts";

// GitHub's own client knows nothing of the fake: what it makes of its answers is what it would make of GitHub's.
const Client = Octokit.plugin(paginateRest);

function connected(): {
  readonly fake: FakeGitHub;
  readonly client: InstanceType<typeof Client>;
  readonly own: { readonly owner: string; readonly repo: string };
} {
  const fake = fakeGitHub({ code: { files: { "lines/retail.json": "{}\n" } } });
  const fetch = validated("github", fake.fetch, "other");
  const client = new Client({ auth: fake.token, request: { fetch } });
  return { fake, client, own: { owner: fake.repository.owner, repo: fake.repository.name } };
}

test("the client reads all pages of releases, tags and a comparison", async () => {
  const { fake, client, own } = connected();
  fake.code.tag("first");
  for (let number = 1; number <= 120; number += 1) {
    fake.code.commit({ branch: "main", message: `Change ${number}` });
    fake.code.release({ tag: `v${number}` });
  }
  const paths = ["GET /repos/{owner}/{repo}/releases", "GET /repos/{owner}/{repo}/tags"];
  for (const [index, path] of paths.entries()) {
    expect(await client.paginate(path, { ...own, per_page: 50 })).toHaveLength(120 + index);
  }
  const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
  const compared: string[] = [];
  for await (const { data } of client.paginate.iterator(route, { ...own, basehead: "first...main", per_page: 50 })) {
    const { commits } = data as unknown as { commits: readonly { commit: { message: string } }[] };
    compared.push(...commits.map(({ commit }) => commit.message));
  }
  expect(compared).toEqual(Array.from({ length: 120 }, (_, at) => `Change ${at + 1}`));
  // Unpaged, a comparison is cut at 250.
  for (let number = 121; number <= 260; number += 1) fake.code.commit({ branch: "main", message: `Change ${number}` });
  const { data } = await client.request(route, { ...own, basehead: "first...main" });
  expect(data).toMatchObject({ total_commits: 260, status: "ahead" });
  expect(data.commits).toHaveLength(250);
  expect(data.commits.at(-1)?.commit.message).toBe("Change 260");
});

test("the client reads a file, writes it to a branch and opens a pull request", async () => {
  const { fake, client, own } = connected();
  const path = "lines/retail.json";
  const { data: file } = await client.request("GET /repos/{owner}/{repo}/contents/{path}", { ...own, path });
  if (Array.isArray(file) || file.type !== "file") throw new Error("not a file");
  expect(atob(file.content.replaceAll("\n", ""))).toBe("{}\n");
  const { data: main } = await client.request("GET /repos/{owner}/{repo}/git/ref/{ref}", { ...own, ref: "heads/main" });
  const branch = { ref: "refs/heads/change", sha: main.object.sha };
  await client.request("POST /repos/{owner}/{repo}/git/refs", { ...own, ...branch });
  const again = client.request("POST /repos/{owner}/{repo}/git/refs", { ...own, ...branch });
  await expect(again).rejects.toMatchObject({ status: 422 });
  const write = { path, branch: "change", message: "Change", content: btoa("[]\n") };
  const put = "PUT /repos/{owner}/{repo}/contents/{path}";
  await expect(client.request(put, { ...own, ...write })).rejects.toMatchObject({ status: 422 });
  await expect(client.request(put, { ...own, ...write, sha: main.object.sha })).rejects.toMatchObject({ status: 409 });
  expect((await client.request(put, { ...own, ...write, sha: file.sha })).status).toBe(200);
  const pull = { title: "Change", head: "change", base: "main" };
  const { data: opened } = await client.request("POST /repos/{owner}/{repo}/pulls", { ...own, ...pull });
  const second = client.request("POST /repos/{owner}/{repo}/pulls", { ...own, ...pull });
  await expect(second).rejects.toThrow(/A pull request already exists for octo:change/);
  fake.code.merge(opened.number);
  const { data: pulls } = await client.request("GET /repos/{owner}/{repo}/pulls", {
    ...own,
    state: "all",
    head: "octo:change",
  });
  expect(pulls).toMatchObject([{ number: opened.number, state: "closed", merged_at: expect.any(String) }]);
  expect(fake.code.state().branches["main"]?.[path]).toBe("[]\n");
});

test("GitHub's own signing and ours agree, both ways", async () => {
  const [secret, body] = ["s3cret – ü", '{"action":"opened","issue":{"number":7}}'];
  const ours = await signedWebhook({ event: "issues", body, secret });
  expect(await verify(secret, body, ours.headers.get("x-hub-signature-256") ?? "")).toBe(true);
  const headers = new Headers(ours.headers);
  headers.set("x-hub-signature-256", await sign(secret, body));
  const handle = githubWebhook({ secrets: [secret], onHint: () => undefined });
  expect((await handle(new Request(ours.url, { method: "POST", headers, body }))).status).toBe(202);
});
