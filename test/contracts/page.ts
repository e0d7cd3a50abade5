import { type Exception, sayException } from "../support/spec/exceptions.ts";
import { services } from "../support/spec/services.ts";
import { webhookServices } from "../support/spec/webhooks.ts";

/** The exceptions of all services, as `docs/contracts.md` has them. */
export function exceptionsPage(): string {
  const all: readonly (readonly [string, readonly Exception[]])[] = [
    ...Object.entries(services).map(([name, { exceptions }]) => [name, exceptions] as const),
    ...Object.entries(webhookServices).map(([name, { exceptions }]) => [name, exceptions] as const),
  ];
  return all.map(([name, exceptions]) => [`### ${name}`, "", ...linesOf(exceptions)].join("\n")).join("\n\n");
}

function linesOf(exceptions: readonly Exception[]): readonly string[] {
  if (exceptions.length === 0) return ["None."];
  return exceptions.map((exception) => {
    const { id, reason } = exception;
    return `- **${id}**: ${sayException(exception)}. ${reason}`;
  });
}
