import { ran } from "./child.ts";
import type { Check } from "./report.ts";

/** Runs a program to its end; all that it said, where it does not end with 0 or did not say the word. */
export async function succeeds(name: string, command: readonly string[], folder: string, word = ""): Promise<Check> {
  const { code, said } = await ran(command, folder);
  return { name, ...((code !== 0 || !said.includes(word)) && { wrong: `it ended with ${String(code)}\n${said}` }) };
}

/** Imports and requires the installed packages with a Node, and runs their command line. */
export async function useAsModules(node: string, folder: string): Promise<readonly Check[]> {
  return [
    await succeeds("import", [node, "main.ts"], folder),
    await succeeds("require()", [node, "require.cjs"], folder),
    await succeeds(
      "footplate --help",
      [node, "node_modules/.bin/footplate", "--help"],
      folder,
      "footplate: release trains",
    ),
  ];
}
