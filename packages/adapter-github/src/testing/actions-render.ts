import type { WholeWorkflow } from "./actions-options.ts";
import type { FakeRun } from "./actions-store.ts";
import type { JsonRecord } from "./answer.ts";
import { shaOf } from "./deployments.ts";
import { minimalRepository } from "./repository.ts";
import { type FakeWorld, userOf } from "./world.ts";

/** A run as GitHub shows it. */
export function renderRun(world: FakeWorld, workflow: WholeWorkflow, run: FakeRun): JsonRecord {
  const url = `${world.api}/actions/runs/${run.id}`;
  const hidden = run.hiddenUntil !== undefined && run.hiddenUntil > world.now();
  const repository = minimalRepository(world);
  const author = { name: run.actor, email: "author@example.com" };
  const sha = shaOf(run.ref);
  return {
    id: run.id,
    name: workflow.file,
    node_id: `WFR_${run.id}`,
    head_branch: run.ref,
    head_sha: sha,
    path: `.github/workflows/${workflow.file}`,
    display_title: run.title,
    run_number: run.id,
    event: run.event,
    status: hidden ? "completed" : run.status,
    conclusion: hidden ? "failure" : run.conclusion,
    workflow_id: workflow.id,
    url,
    html_url: `${world.site}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: world.stamp(run.createdAt),
    updated_at: world.stamp(run.updatedAt),
    actor: userOf(run.actor),
    run_attempt: hidden ? run.attempt - 1 : run.attempt,
    referenced_workflows: [],
    run_started_at: world.stamp(run.queuedAt),
    triggering_actor: userOf(run.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_id: run.id,
    check_suite_node_id: `CS_${run.id}`,
    check_suite_url: `${world.api}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${world.api}/actions/workflows/${workflow.id}`,
    head_commit: {
      id: sha,
      tree_id: sha,
      message: `Head of ${run.ref}`,
      timestamp: world.stamp(run.createdAt),
      author,
      committer: author,
    },
    repository,
    head_repository: repository,
  };
}

/** What a waiting run waits for. */
export function renderPending(world: FakeWorld, workflow: WholeWorkflow, login: string): JsonRecord {
  const name = workflow.environment;
  return {
    environment: {
      id: environmentId(workflow),
      node_id: `EN_${workflow.id}`,
      name,
      url: `${world.api}/environments/${encodeURIComponent(name)}`,
      html_url: `${world.site}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    },
    wait_timer: 0,
    wait_timer_started_at: null,
    current_user_can_approve: workflow.reviewers.includes(login),
    reviewers: workflow.reviewers.map((reviewer) => ({ type: "User", reviewer: userOf(reviewer) })),
  };
}

/** The number of a workflow's environment. */
export function environmentId(workflow: WholeWorkflow): number {
  return 500 + workflow.id;
}
