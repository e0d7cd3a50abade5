import type { Finding } from "@footplate/core";

/** A finding, and how often it comes again with later trains. */
export interface Repeated {
  readonly finding: Finding;
  readonly more: number;
  /** The last of them; the finding itself where it comes once. */
  readonly last: Finding;
}

/** Findings that say the same of one train after another, as one each, in the order of the first. */
export function repeats(findings: readonly Finding[]): readonly Repeated[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { code, severity, hint, path = "", subjects } = finding;
    const key = [code, severity, hint, path, ...subjects.map(withoutSlot)].join("\n");
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap((group) => {
    const [finding, last] = [group[0], group.at(-1)];
    return finding === undefined || last === undefined ? [] : [{ finding, more: group.length - 1, last }];
  });
}

/** The train's slot is what differs from train to train in an id. */
function withoutSlot(id: string): string {
  return id.replace(/\.-?\d+(?=\/|$)/, "");
}
