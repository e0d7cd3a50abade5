import type { FakesState } from "../../examples/demo/control.ts";

/** What the services hold, one line for each thing, named by what it is for. */
export function account({ statuspage, calendar, opsgenie, github, chat }: FakesState): readonly string[] {
  const plain = (text: string): string => text.replaceAll(/\d+/g, "#");
  return [
    ...statuspage.incidents.map(({ metadata, status, scheduled_for: from = "", scheduled_until: to = "" }) =>
      [`maintenance ${metadata?.footplate?.key ?? "of nobody"}`, status, from, to].join("|"),
    ),
    ...calendar.events
      .filter(({ status }) => status !== "cancelled")
      .map(({ summary = "", start, end }) => `entry ${summary} ${String(start?.dateTime)}|${String(end?.dateTime)}`),
    ...opsgenie.overrides.map(({ alias, user, startDate, endDate }) =>
      [`override ${alias} ${String(user.id)}`, startDate, endDate].join("|"),
    ),
    ...opsgenie.alerts.map(({ alias, status }) => `alert ${alias}|${status}`),
    ...github.issues.map(({ title, state }) => `ticket ${title}|${state}`),
    ...github.issues.flatMap(({ number, comments }) =>
      comments.map(({ body }) => `comment ${String(number)} ${plain(body)}`),
    ),
    ...github.runs.map(({ inputs, conclusion }) => `deploy ${String(inputs["order"])}|${String(conclusion)}`),
    ...chat.messages.map(({ channel, key = "" }) => `message ${channel} ${key}`),
    ...chat.log.map(({ key }) => `log ${key}`),
    ...Object.entries(chat.groups).map(([name, people]) => `group ${name}|${people.join(",")}`),
    ...statuspage.components.map(({ id, status }) => `component ${id}|${status}`),
  ].toSorted();
}
