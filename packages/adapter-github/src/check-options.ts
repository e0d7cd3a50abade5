import { type Refuse, refuseOptions } from "@footplate/http";
import { checkContentOptions } from "./check-content-options.ts";
import { ADAPTER } from "./fault.ts";
import { checkLabels } from "./issues/settings.ts";
import type { GitHubOptions } from "./options.ts";

const OWNER = /^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98})$/;
const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
const TIMES = ["sendMs", "settleMs", "writeGapMs"] as const;

/** Throws `invalid_input` with everything that is wrong with the options, secrets apart: those are asked for at each use. */
export function checkOptions(options: GitHubOptions): void {
  refuseOptions(ADAPTER, (refuse) => {
    const { repository, token, app, apiVersion, actions, probe } = options;
    if (!isOwner(repository?.owner))
      refuse("repository.owner", repository?.owner, "is no name of a user or organisation", "copy it from the address");
    if (!isRepositoryName(repository?.name))
      refuse("repository.name", repository?.name, "is no name of a repository", "copy it from the address");
    if (token === undefined && app === undefined)
      refuse("token", undefined, "is missing, and so is app", "give one of the two");
    if (token !== undefined && app !== undefined)
      refuse("token", "(not shown)", "is given together with app", "leave one of them out");
    if (app !== undefined && !/^[\w.-]{1,100}$/.test(app.appId))
      refuse("app.appId", app.appId, "is no id of an app", "copy the client id from the app's settings");
    if (app !== undefined && !isNumber(app.installationId))
      refuse("app.installationId", app.installationId, "is no number", "copy it from the installation's address");
    if (apiVersion !== undefined && apiVersion !== "2022-11-28" && apiVersion !== "2026-03-10")
      refuse("apiVersion", apiVersion, "is not supported", 'write "2022-11-28" or "2026-03-10"');
    const order: unknown = actions?.inputNames?.order;
    if (order === false || order === "")
      refuse("actions.inputNames.order", order, "cannot be left out", "runs are found again by this input");
    for (const name of TIMES) checkTime(refuse, name, options[name], name !== "sendMs");
    const { writesPerHour } = options;
    if (writesPerHour !== undefined && !(Number.isSafeInteger(writesPerHour) && writesPerHour > 0))
      refuse("writesPerHour", writesPerHour, "is no number of writes", "leave it out for the default");
    checkTime(refuse, "issues.leadMs", options.issues?.leadMs, false);
    checkLabels(options.issues ?? {}, refuse);
    checkTime(refuse, "actions.pollMs", actions?.pollMs, false);
    checkTime(refuse, "actions.searchMs", actions?.searchMs, false);
    const most = probe?.most;
    if (most !== undefined && !(Number.isSafeInteger(most) && most > 0 && most <= 100))
      refuse("probe.most", most, "is not from 1 to 100", "leave it out for the default");
    checkContentOptions(options, refuse, ({ owner, name }) => isOwner(owner) && isRepositoryName(name));
  });
}

function checkTime(refuse: Refuse, name: string, value: number | undefined, mayBeNone: boolean): void {
  const usable = value === undefined || (Number.isSafeInteger(value) && (value > 0 || (mayBeNone && value === 0)));
  if (!usable) refuse(name, value, "is not a time in whole milliseconds", `leave ${name} out for the default`);
}

/** Whether the text can be the name of a user or organisation. */
export function isOwner(value: unknown): value is string {
  return typeof value === "string" && OWNER.test(value);
}

/** Whether the text can be the name of a repository. */
export function isRepositoryName(value: unknown): value is string {
  return typeof value === "string" && NAME.test(value);
}

/** Whether the text is one of the service's numbers: it goes into paths. */
export function isNumber(value: unknown): value is string {
  return typeof value === "string" && /^[1-9]\d{0,18}$/.test(value);
}
