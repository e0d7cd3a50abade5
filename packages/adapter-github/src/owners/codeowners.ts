/** One line that names owners. A later line overrules those before it. */
export interface OwnerRule {
  /** As written, unescaped. */
  readonly pattern: string;
  /** Empty: whatever it matches has no owner, whatever the lines above say. */
  readonly owners: readonly string[];
  /** From 1. */
  readonly line: number;
}

const OWNER = /^(@[\w.-]+(\/[\w.-]+)?|[^\s@]+@[^\s@]+\.[^\s@]+)$/;
/** Stands for any file right in a folder. No pattern can name it, since a path never holds it. */
const SOME_FILE = "\u0000";

/**
 * The rules of a CODEOWNERS file. A line that GitHub skips is skipped: a negated pattern, a range of characters, an escaped
 * number sign, or an owner that is neither `@user`, `@organisation/team` nor an address.
 */
export function parseCodeowners(text: string): readonly OwnerRule[] {
  return text.split(/\r\n|\r|\n/).flatMap((line, index) => {
    const [pattern, ...owners] = wordsOf(line);
    if (pattern === undefined || /^!|^\\#|[[\]]/.test(pattern) || owners.some((owner) => !OWNER.test(owner))) return [];
    return [{ pattern: pattern.replaceAll(String.raw`\ `, " "), owners, line: index + 1 }];
  });
}

/** The last rule that matches a path. A path that ends in a slash is a folder: what matches all files right in it. */
export function ruleFor(rules: readonly OwnerRule[], path: string): OwnerRule | undefined {
  const wanted = path.replace(/^\/+/, "").replace(/\/$/, `/${SOME_FILE}`);
  return rules.findLast(({ pattern }) => matches(pattern, wanted));
}

/** Words up to a comment. A backslash keeps a space in its word. */
function wordsOf(line: string): readonly string[] {
  const words = line.match(/(?:\\[\s\S]|[^\s\\])+/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith("#"));
  return comment === -1 ? words : words.slice(0, comment);
}

/**
 * A pattern with a slash in front or in the middle begins at the root, any other fits at every depth. What matches a folder
 * matches all below it, but for a pattern that ends in `/*`, which stays at its level.
 */
function matches(pattern: string, path: string): boolean {
  const folder = pattern.endsWith("/");
  const parts = pattern.replace(/^\//, "").replace(/\/$/, "").split("/");
  const rooted = pattern.startsWith("/") || parts.length > 1;
  const shallow = !folder && parts.length > 1 && parts.at(-1) === "*";
  const names = path.split("/");
  const depths = rooted ? [0] : names.keys();
  for (const depth of depths) {
    if (fits(parts, names.slice(depth), { below: !shallow, mustBeBelow: folder })) return true;
  }
  return false;
}

interface Reach {
  /** Whether what lies below the matched name is matched too. */
  readonly below: boolean;
  /** Whether something must lie below it: the pattern names a folder. */
  readonly mustBeBelow: boolean;
}

/** Part by part, remembering what was tried, so that many stars cost no more than parts times names (F63). */
function fits(parts: readonly string[], names: readonly string[], reach: Reach): boolean {
  const known = new Map<number, boolean>();
  const from = (part: number, name: number): boolean => {
    const key = part * (names.length + 1) + name;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = step(part, name);
    known.set(key, found);
    return found;
  };
  const step = (part: number, name: number): boolean => {
    const wanted = parts[part];
    if (wanted === undefined) return name === names.length ? !reach.mustBeBelow : reach.below;
    if (wanted === "**") {
      if (part === parts.length - 1) return name < names.length;
      return from(part + 1, name) || (name < names.length && from(part, name + 1));
    }
    const given = names[name];
    return given !== undefined && fitsName(wanted, given) && from(part + 1, name + 1);
  };
  return from(0, 0);
}

/** One name against `*` and `?`, in time linear in both for each star. */
function fitsName(wanted: string, given: string): boolean {
  if (given === SOME_FILE) return /^\*+$/.test(wanted);
  let [at, from, star, retry] = [0, 0, -1, 0];
  while (from < given.length) {
    if (wanted[at] === "*") {
      star = at;
      retry = from;
      at += 1;
    } else if (at < wanted.length && (wanted[at] === "?" || wanted[at] === given[from])) {
      at += 1;
      from += 1;
    } else if (star !== -1) {
      at = star + 1;
      retry += 1;
      from = retry;
    } else return false;
  }
  return /^\**$/.test(wanted.slice(at));
}
