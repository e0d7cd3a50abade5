import type { Surface } from "./surface.ts";

const INTRODUCTION =
  "What users can name, with its type, as `npm run api` read it from the sources. Without `export` is what a type names\n" +
  "but nobody can import.";

/** The surfaces of one package as the page that is committed. */
export function snapshotOf(packageName: string, surfaces: readonly Surface[]): string {
  const sections = surfaces.map(
    ({ entry, declarations }) => `## ${entry}\n\n\`\`\`ts\n${declarations.join("\n\n")}\n\`\`\`\n`,
  );
  return `# The API of ${packageName}\n\n${INTRODUCTION}\n\n${sections.join("\n")}`;
}

/** The declarations of such a page: by entry, then by name. */
export function declarationsIn(page: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = page.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const code = /^```ts\n([\s\S]*?)\n?```$/m.exec(section)?.[1] ?? "";
      const found = new Map<string, string>();
      for (const declaration of code.split("\n\n").filter((text) => text !== "")) {
        const name = declaredName(declaration);
        found.set(found.has(name) ? `${name} (${found.size})` : name, declaration);
      }
      return [section.slice(0, section.indexOf("\n")), found];
    }),
  );
}

function declaredName(declaration: string): string {
  const name = /^(?:export )?(?:abstract )?\w+ ([\w$]+)/.exec(declaration)?.[1];
  if (name === undefined) throw new Error(`This declares nothing: ${declaration}`);
  return name;
}
