import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { pathToFileURL } from "node:url";

const IMPORT = /^import [^;]*;/gm;

/**
 * Gets a module of TypeScript ready, so that importing it later reads nothing, strips no types and loads nothing
 * else: what is left is what its own lines do.
 */
export async function importAlone<Module>(path: string): Promise<() => Promise<Module>> {
  const url = pathToFileURL(path).href;
  const source = stripTypeScriptTypes(readFileSync(path, "utf8"));
  const others = `${url}?others`;
  const sources = new Map([
    [url, source],
    [others, (source.match(IMPORT) ?? []).join("\n")],
  ]);
  registerHooks({
    load(wanted, context, next) {
      const held = sources.get(wanted);
      return held === undefined ? next(wanted, context) : { format: "module", source: held, shortCircuit: true };
    },
  });
  await import(others);
  return async () => (await import(url)) as Module;
}
