import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Instant, TrainLine } from "@footplate/core";
import { type Chance, chanceOf } from "../simulation/chance.ts";
import { type Canaries, finder, newCanaries } from "./canaries.ts";
import { type Services, startServices } from "./services.ts";
import type { Tally } from "./tally.ts";

/** Where the processes of all scenes live, and what is remembered of them. */
export interface House {
  readonly folder: string;
  readonly chance: Chance;
  readonly keys: Canaries;
  readonly tally: Tally;
  /** Keeps what a process said. */
  heard(text: string): void;
  /** New services for one scene. With `pace`, sleeping takes time. */
  services(now: Instant, pace?: number): Promise<Services>;
  /** A file with the line. */
  lineFile(line: TrainLine, name: string): Promise<string>;
  /** Path of a journal that is not there yet. */
  journal(): string;
  /** How many texts hold a credential: all that was said, and all files of journals. */
  secrets(): { readonly searched: number; readonly found: number };
}

/** A house in an empty folder. */
export function openHouse(folder: string, seed: number, tally: Tally): House {
  const keys = newCanaries();
  const said: string[] = [];
  const heard = (text: string): void => void said.push(text);
  let journals = 0;
  return {
    folder,
    chance: chanceOf(seed),
    keys,
    tally,
    heard,
    services: (now, pace) => startServices(folder, keys, now, heard, pace),
    async lineFile(line, name) {
      const file = join(folder, `${name}.json`);
      await writeFile(file, JSON.stringify(line));
      return file;
    },
    journal: () => join(folder, `journal-${String((journals += 1))}.db`),
    secrets() {
      const files = readdirSync(folder).filter((name) => name.startsWith("journal-"));
      // As bytes: a credential is plain letters in any of them.
      const texts = files.map((name) => readFileSync(join(folder, name), "latin1"));
      const leaks = finder(keys);
      const all = [said.join(""), ...texts];
      const found = all.reduce((sum, text) => sum + leaks(text), 0);
      return { searched: all.reduce((sum, text) => sum + text.length, 0), found };
    },
  };
}
