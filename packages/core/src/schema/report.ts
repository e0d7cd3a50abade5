import type { Problem } from "../error.ts";
import type { JsonValue } from "../json.ts";
import type { Place } from "./place.ts";
import { shownJson } from "./shown-json.ts";

/** More problems than this are counted, not written. */
const MOST_PROBLEMS = 200;

/** Collects the problems of one document. */
export interface Report {
  /** The way out may be costly to find: it is asked for only when the problem is written. */
  add(place: Place, message: string, hint: string | (() => string)): void;
  /** All problems, each once. */
  problems(): readonly Problem[];
}

/** An empty report. */
export function createReport(): Report {
  const found = new Map<string, Problem>();
  let more = 0;
  return {
    add: (place, message, hint) => {
      const key = `${place.path}\n${message}`;
      if (found.has(key)) return;
      if (found.size >= MOST_PROBLEMS) {
        more += 1;
        return;
      }
      const way = typeof hint === "string" ? hint : hint();
      found.set(key, { path: place.path === "" ? "$" : place.path, value: shownAt(place), message, hint: way });
    },
    problems: () => (more === 0 ? [...found.values()] : [...found.values(), tooMany(more)]),
  };
}

const SECRET = /token|secret|passw|credential|api_?key|authorization/i;

function shownAt({ path, value }: { readonly path: string; readonly value: JsonValue | undefined }): string {
  if (value === undefined) return "nothing";
  const name = path.slice(Math.max(path.lastIndexOf("."), path.lastIndexOf("[")) + 1);
  return SECRET.test(name) ? '"…"' : shownJson(value);
}

function tooMany(more: number): Problem {
  return {
    path: "$",
    value: String(MOST_PROBLEMS + more),
    message: `${more} more problems are not listed`,
    hint: "put the listed ones right and read the document again",
  };
}
