import type { Bundle } from "./bundle.ts";

/** Something that must not be in a bundle for browsers. */
interface Rule {
  readonly what: string;
  /** What of it is there. */
  readonly find: (bundle: Bundle) => readonly string[];
}

/** By the name of its package, where each service answers; nobody else says so. */
const hosts: Readonly<Record<string, string>> = {
  "adapter-gcal": "www.googleapis.com",
  "adapter-github": "api.github.com",
  "adapter-jsm-ops": "api.atlassian.com",
  "adapter-opsgenie": "api.opsgenie.com",
  "adapter-statuspage": "api.statuspage.io",
};

const rules: readonly Rule[] = [
  { what: "a module of Node", find: ({ imports }) => imports.filter((path) => path.startsWith("node:")) },
  { what: "zod's large build or its languages", find: parts(/\/zod\/(v4\/(classic|locales)|v3)\//) },
  {
    what: "a fake or the testkit",
    find: (bundle) => [
      ...parts(/packages\/(testkit\/|[^/]+\/(dist|src)\/testing\b)/)(bundle),
      ...texts(/\bfake-(api-|integration-|access-)?(key|token)\b|\bfakepage\d+/g)(bundle),
    ],
  },
  {
    what: "a tool of ours",
    find: parts(
      /node_modules\/(vitest|@vitest|ajv|ajv-formats|msw|fast-check|typescript|esbuild|@octokit|googleapis)\//,
    ),
  },
  { what: "a second adapter", find: adapters },
  { what: "a package twice", find: copies },
  { what: "code that is made from text", find: texts(/\beval\(|\bnew Function\b|\bFunction\(/g) },
  { what: "a service's description of itself", find: texts(/\bopenapi["']?:|\bdiscoveryVersion\b|\$schema\b/g) },
];

/** What is in a bundle and must not be. */
export function strangersIn(bundle: Bundle): readonly string[] {
  return rules.flatMap(({ what, find }) => [...new Set(find(bundle))].map((found) => `${what}: ${found}`));
}

function parts(pattern: RegExp): Rule["find"] {
  return (bundle) => bundle.parts.map(({ path }) => path).filter((path) => pattern.test(path));
}

function texts(pattern: RegExp): Rule["find"] {
  return ({ text }) => [...text.matchAll(pattern)].map((match) => match[0]);
}

function adapters(bundle: Bundle): readonly string[] {
  const packages = new Set(bundle.parts.flatMap(({ path }) => /packages\/(adapter-[^/]+)\//.exec(path)?.[1] ?? []));
  const named = Object.entries(hosts).filter(([name, host]) => !packages.has(name) && bundle.text.includes(host));
  return [...[...packages].slice(1), ...named.map(([, host]) => host)];
}

function copies({ parts: all }: Bundle): readonly string[] {
  const found = all.flatMap(({ path }) => /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path) ?? []);
  const folders = new Map<string, Set<string>>();
  for (let at = 0; at + 2 < found.length; at += 3) {
    const [folder = "", name = ""] = found.slice(at + 1);
    folders.set(name, (folders.get(name) ?? new Set()).add(folder));
  }
  return [...folders].flatMap(([name, places]) => (places.size > 1 ? [name] : []));
}
