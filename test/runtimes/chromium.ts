import { createReadStream, createWriteStream, existsSync, mkdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { asked, checkMirrors, same } from "./checks.ts";
import { demand, type More, whileRunning, whileServing } from "./child.ts";
import type { Visit } from "./program/page.ts";
import type { Job, Tried } from "./report.ts";
import { packageFolder, versionOf } from "./tools.ts";

const PACKAGE = { name: "@sparticuz/chromium", version: "153.0.0" } as const;
const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

interface Browser {
  readonly program: string;
  readonly more: More;
}

/** A page in a browser without a window: one of this machine, else one from npm. */
export function chromiumJob(folder: string): Job {
  return {
    name: "Chromium",
    run: async () => {
      const browser = onPath() ?? (await unpacked(folder));
      return browser === undefined ? undefined : visited(browser, folder);
    },
  };
}

function onPath(): Browser | undefined {
  const places = (process.env["PATH"] ?? "").split(delimiter);
  const program = ["chromium", "chromium-browser", "google-chrome"]
    .flatMap((name) => places.map((place) => join(place, name)))
    .find(existsSync);
  return program === undefined ? undefined : { program, more: {} };
}

/** The package holds the browser in pieces, and libraries that a small machine may lack. */
async function unpacked(folder: string): Promise<Browser | undefined> {
  const place = await packageFolder(PACKAGE.name, PACKAGE.version, folder);
  if (place === undefined) return undefined;
  const into = join(folder, "chromium");
  mkdirSync(into);
  const open = (file: string): Promise<void> =>
    pipeline(
      createReadStream(join(place, "bin", `${file}.br`)),
      createBrotliDecompress(),
      createWriteStream(join(into, file), { mode: 0o755 }),
    );
  await Promise.all(["chromium", "al2023.tar"].map(open));
  await demand(["tar", "-xf", "al2023.tar"], into);
  return { program: join(into, "chromium"), more: { LD_LIBRARY_PATH: join(into, "lib") } };
}

async function visited({ program, more }: Browser, folder: string): Promise<Tried> {
  const version = await versionOf([program, "--no-sandbox"], folder, more);
  const fakes = [process.execPath, "program/fakes.js", "browser/page.js"];
  const { done, said } = await whileServing(fakes, folder, ({ port }) => {
    const profile = `--user-data-dir=${join(folder, "profile")}`;
    const command = [program, ...FLAGS, profile, `http://127.0.0.1:${String(port)}/`];
    return whileRunning(command, folder, more, () => asked<Visit>(port, "done"));
  });
  return {
    name: `Chromium ${version}`,
    parts: { "plan and apply": checkMirrors(done), quiet: [same("nothing is left uncaught", said, [])] },
  };
}
