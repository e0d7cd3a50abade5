import type { ChangeSource } from "@footplate/core";
import { startBudget } from "@footplate/http";
import type { GitHubOptions } from "../options.ts";
import type { GitHubClient } from "../transport.ts";
import { comparisonOf } from "./compare.ts";
import { generatedNotes, listedNotes } from "./notes.ts";
import { type Service, serviceOf } from "./services.ts";
import { versionsOf } from "./versions.ts";

const MOST_CHANGES = 1000;

/** Versions and changes of services, from releases, tags and comparisons. */
export function createSource(client: GitHubClient, options: GitHubOptions): ChangeSource {
  const { source = {} } = options;
  const most = source.mostChanges ?? MOST_CHANGES;
  const find = (name: string): Service => serviceOf(source, client.repository, name);
  const compare: ChangeSource["compare"] = async (name, from, to, call) =>
    comparisonOf(client, find(name), { from, to, most }, startBudget(options, call));
  return {
    spec: 1,
    versions: async (name, call) => versionsOf(client, find(name), call?.limit, startBudget(options, call)),
    compare,
    notes: async (name, from, to, call) => {
      const service = find(name);
      if (service.notes === "listed") return listedNotes(await compare(name, from, to, call));
      return generatedNotes(client, service, from, to, startBudget(options, call));
    },
  };
}
