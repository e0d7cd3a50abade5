import type {
  CallOptions,
  ChangeSource,
  Check,
  Checkup,
  OwnerDirectory,
  TrainLine,
  VersionProbe,
} from "@footplate/core";
import { createCheckup } from "@footplate/http";
import { ADAPTER } from "../fault.ts";
import type { GitHubOptions } from "../options.ts";
import { type Permission, requiredPermissions } from "../permissions.ts";
import type { GitHubClient } from "../transport.ts";
import { environmentChecks, ownerChecks, serviceChecks, ticketChecks, workflowChecks } from "./port-checks.ts";
import { repositoryCheck, type RepositoryRow, writeCheck } from "./repository.ts";

/** What the checkups of all ports are made of. */
export interface CheckupParts {
  readonly client: GitHubClient;
  readonly options: GitHubOptions;
  readonly clocks: Checkup["clocks"];
  readonly versionProbe: VersionProbe;
  readonly changeSource: ChangeSource;
  readonly ownerDirectory: OwnerDirectory;
}

/** The checkups of the ports, by port. */
export interface Checkups {
  readonly deployRunner: Checkup;
  readonly versionProbe: Checkup;
  readonly trainTickets: Checkup;
  readonly changeSource: Checkup;
  readonly ownerDirectory: Checkup;
}

/** What is looked at for one port, once the repository can be read. */
type Further = (parts: CheckupParts, line: TrainLine, call: CallOptions, hasIssues: boolean) => AsyncIterable<Check>;

/** Whether the repository lets the credential in, port by port, and has what a line names. */
export function createCheckups(parts: CheckupParts): Checkups {
  const checkup = (permissions: readonly Permission[], further: Further, writes: boolean): Checkup => {
    let row: RepositoryRow = {};
    return createCheckup({
      adapter: ADAPTER,
      permissions,
      clocks: parts.clocks,
      opening: (_line, call) => repositoryCheck(parts.client, call, (found) => (row = found)),
      async *further(line, call) {
        if (writes) yield writeCheck(row);
        yield* further(parts, line, call, row.has_issues !== false);
      },
    });
  };
  return {
    deployRunner: checkup(needed("actions", "deployments"), workflowChecks, true),
    versionProbe: checkup(needed("deployments"), environmentChecks, false),
    trainTickets: checkup(needed("issues"), ticketChecks, true),
    changeSource: checkup(needed("contents"), serviceChecks, false),
    ownerDirectory: checkup(needed("contents"), ownerChecks, false),
  };
}

function needed(...names: readonly string[]): readonly Permission[] {
  return requiredPermissions.filter(({ permission }) => permission === "metadata" || names.includes(permission));
}
