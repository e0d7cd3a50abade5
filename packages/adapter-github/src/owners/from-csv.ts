import type { ComponentOwner } from "@footplate/core";
import { fault } from "../fault.ts";
import type { RepositoryFile } from "../files/read-file.ts";
import { type CsvRow, parseCsv } from "./csv.ts";
import type { Directory } from "./directory.ts";
import type { OwnerColumns } from "./options.ts";

/** Owners by a table. A component that stands there twice has the owners of its last line, as in CODEOWNERS. */
export function fromCsv(file: RepositoryFile, columns: OwnerColumns = {}): Directory {
  const rows = parseCsv(file.text);
  if (rows === undefined) throw unreadable(file.path, "has a quote that is not closed");
  const [head, ...lines] = rows;
  const names = (head?.fields ?? []).map((name) => name.trim());
  const place = (column: string): number => {
    const at = names.indexOf(column);
    if (at === -1) throw unreadable(file.path, `has no column ${JSON.stringify(column)}`);
    return at;
  };
  const component = place(columns.component ?? "component");
  const owners = place(columns.owners ?? "owners");
  const confirmed = columns.confirmed === undefined ? names.indexOf("confirmed") : place(columns.confirmed);
  const found = new Map<string, ComponentOwner>();
  for (const row of lines) {
    const name = row.fields[component]?.trim() ?? "";
    if (name !== "") found.set(name, toOwner(name, row, { owners, confirmed }, file.url));
  }
  const owned = [...found.values()].filter((entry) => entry.owners.length > 0);
  return { ownerOf: (name) => owned.find((entry) => entry.component === name), all: () => owned };
}

function toOwner(
  component: string,
  { line, fields }: CsvRow,
  at: { readonly owners: number; readonly confirmed: number },
  url: string | undefined,
): ComponentOwner {
  const owners = (fields[at.owners] ?? "").split(/[\s;,]+/).filter((owner) => owner !== "");
  const confirmed = fields[at.confirmed]?.trim() ?? "";
  return {
    component,
    owners: [...new Set(owners)],
    ...(isDay(confirmed) && { confirmed }),
    ...(url !== undefined && { url: `${url}#L${line}` }),
  };
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

function unreadable(path: string, what: string): Error {
  return fault({
    code: "invalid_response",
    message: `the owner file ${JSON.stringify(path).slice(0, 120)} ${what}`,
    hint: "correct the file, or name its columns in owners.columns",
  });
}
