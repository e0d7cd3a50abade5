import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { fakeGitHub, type FakeGitHubOptions } from "@footplate/adapter-github/testing";
import { virtualClock } from "@footplate/testkit";
import { describe, expect, test } from "vitest";
import { BEGIN } from "./support/world.ts";

const Client = Octokit.plugin(paginateRest);
const repository = { owner: "octo", repo: "trains" };
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The fake, asked by GitHub's own client. */
function official(options: FakeGitHubOptions = {}, auth = "fake-token") {
  const clock = virtualClock(BEGIN);
  const fake = fakeGitHub({ now: () => clock.epochMs(), ...options });
  const client = new Client({ auth, request: { fetch: fake.fetch }, log: silent });
  return { clock, fake, client };
}

describe("GitHub's own client", () => {
  test("starts a run, reads it, and sees it end", async () => {
    const { client, clock } = official();
    const dispatched = await client.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
      ...repository,
      workflow_id: "deploy.yml",
      ref: "main",
      inputs: { order: "o", version: "1", target: "t" },
      return_run_details: true,
    });
    expect(dispatched.status).toBe(200);
    const { workflow_run_id: run_id } = dispatched.data as { readonly workflow_run_id: number };
    const read = async () =>
      client.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { ...repository, run_id });
    expect((await read()).data).toMatchObject({ status: "queued", conclusion: null, display_title: "Deploy 1 to t o" });
    clock.advance(65_000);
    expect((await read()).data).toMatchObject({ status: "completed", conclusion: "success", run_attempt: 1 });
    const { data: deployments } = await client.request("GET /repos/{owner}/{repo}/deployments", repository);
    expect(deployments).toMatchObject([{ environment: "production", payload: { version: "1" } }]);
    const { data: statuses } = await client.request("GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses", {
      ...repository,
      deployment_id: Number(deployments[0]?.id),
    });
    expect(statuses.map(({ state }) => state)).toEqual(["success", "in_progress"]);
  });

  test("follows the links of a list to its end, which name the repository by number", async () => {
    const { client, fake } = official();
    for (let count = 0; count < 65; count += 1) fake.actions.dispatch("deploy.yml", { order: String(count) });
    const runs = await client.paginate("GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", {
      ...repository,
      workflow_id: "deploy.yml",
    });
    expect(runs).toHaveLength(65);
    expect(fake.state().calls.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test("stops a run, and repeats what failed", async () => {
    const { client, fake, clock } = official();
    const run_id = fake.actions.dispatch("deploy.yml");
    const stopped = await client.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel", {
      ...repository,
      run_id,
    });
    expect([stopped.status, stopped.data]).toEqual([202, {}]);
    clock.advance(10_000);
    expect(fake.actions.runs()[0]).toMatchObject({ status: "completed", conclusion: "cancelled" });
    const again = client.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel", { ...repository, run_id });
    await expect(again).rejects.toMatchObject({ status: 409 });
    const repeated = await client.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun-failed-jobs", {
      ...repository,
      run_id,
    });
    expect(repeated.status).toBe(201);
    expect(fake.actions.runs()[0]).toMatchObject({ attempt: 2, status: "queued", conclusion: null });
  });

  test("is told who it is, and refused when nobody knows it", async () => {
    const { client } = official();
    expect((await client.request("GET /user")).data).toMatchObject({ login: "footplate-bot" });
    await expect(official({}, "other").client.request("GET /user")).rejects.toMatchObject({ status: 401 });
  });

  test("meets the limits with their headers", async () => {
    const { client } = official({ limits: { perHour: 1 } });
    const first = await client.request("GET /user");
    expect(first.headers).toMatchObject({ "x-ratelimit-remaining": "0", "x-ratelimit-limit": "1" });
    await expect(client.request("GET /user")).rejects.toMatchObject({
      status: 403,
      response: { headers: { "x-ratelimit-remaining": "0" } },
    });
  });

  test("reads what it holds already for free", async () => {
    const { client, fake } = official();
    const first = await client.request("GET /user");
    const headers = { "if-none-match": first.headers.etag ?? "" };
    await expect(client.request("GET /user", { headers })).rejects.toMatchObject({ status: 304 });
    expect(fake.usage().requests).toBe(1);
  });
});

test("is refused what GitHub refuses of a dispatch", async () => {
  const { client, fake } = official();
  const dispatch = async (fields: {
    readonly ref?: string;
    readonly inputs?: Record<string, string>;
    readonly workflow_id?: string;
  }) =>
    client.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
      ...repository,
      workflow_id: "deploy.yml",
      ref: "main",
      ...fields,
    });
  await expect(dispatch({ ref: "gone" })).rejects.toMatchObject({ status: 422 });
  await expect(dispatch({ inputs: { other: "1" } })).rejects.toMatchObject({ status: 422 });
  await expect(dispatch({ workflow_id: "gone.yml" })).rejects.toMatchObject({ status: 404 });
  expect((await dispatch({})).status).toBe(204);
  expect(fake.actions.runs()).toHaveLength(1);
});
