import type { ComponentOwner } from "@footplate/core";
import type { RepositoryFile } from "../files/read-file.ts";
import { type OwnerRule, parseCodeowners, ruleFor } from "./codeowners.ts";
import type { Directory } from "./directory.ts";

/**
 * Owners by CODEOWNERS. With `paths`, components are what it names; without, a component is called as its folder, or as a
 * pattern of the file.
 */
export function fromCodeowners(file: RepositoryFile, paths: Readonly<Record<string, string>> | undefined): Directory {
  const rules = parseCodeowners(file.text);
  const entry = (component: string, rule: OwnerRule | undefined): ComponentOwner | undefined =>
    rule === undefined || rule.owners.length === 0
      ? undefined
      : { component, owners: rule.owners, ...(file.url !== undefined && { url: `${file.url}#L${rule.line}` }) };
  const ownerOf = (component: string): ComponentOwner | undefined => {
    if (paths !== undefined) {
      const path = Object.hasOwn(paths, component) ? paths[component] : undefined;
      return path === undefined ? undefined : entry(component, ruleFor(rules, path));
    }
    const written = rules.findLast(({ pattern }) => pattern === component);
    if (written !== undefined) return entry(component, written);
    return entry(component, ruleFor(rules, component.endsWith("/") ? component : `${component}/`));
  };
  const names = (): readonly string[] =>
    paths === undefined ? [...new Set(rules.map(({ pattern }) => pattern))] : Object.keys(paths);
  return { ownerOf, all: () => names().flatMap((name) => ownerOf(name) ?? []) };
}
