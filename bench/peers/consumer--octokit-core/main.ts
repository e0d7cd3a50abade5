import { Octokit } from "@octokit/core";
const client = new Octokit({ auth: "t" });
const { data } = await client.request("GET /repos/{owner}/{repo}/actions/runs", { owner: "o", repo: "r" });
export const total: number = data.total_count;
