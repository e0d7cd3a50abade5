import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { members } from "../json-value.ts";
import { type Bundle, bundle } from "./bundle.ts";
import type { Subject } from "./subjects.ts";

/** How large something may be, gzipped, in bytes. */
export interface Ceiling {
  /** With everything it needs. */
  readonly whole: number;
  /** Without the packages of others. */
  readonly own: number;
}

/** A subject as it is now. */
export interface Measured {
  readonly name: string;
  readonly whole: Bundle;
  readonly own: Bundle;
}

/** By the subject's name. */
export type Ceilings = Readonly<Record<string, Ceiling>>;

/** So much may be added before somebody has to say that it is wanted. */
const SLACK = 1.03;
const theirs = ["zod", "ky", "temporal-polyfill", "jose"].flatMap((name) => [name, `${name}/*`]);

/** Bundles a subject twice, from what was built. */
export function measure({ name, program }: Subject, root: string): Measured {
  return { name, whole: bundle(program, { from: root }), own: bundle(program, { from: root, external: theirs }) };
}

/** What of a subject is above its ceiling, or has none. */
export function above({ name, whole, own }: Measured, ceilings: Ceilings): readonly string[] {
  const ceiling = ceilings[name];
  if (ceiling === undefined) return [`${name} has no ceiling: run "npm run sizes -- --write"`];
  return [...over("with all it needs", whole, ceiling.whole), ...over("without packages of others", own, ceiling.own)];
}

/** Ceilings closely above what was measured. */
export function ceilingsOf(measured: readonly Measured[]): Ceilings {
  const above = ({ gzip }: Bundle): number => Math.ceil((gzip * SLACK) / 50) * 50;
  return Object.fromEntries(measured.map(({ name, whole, own }) => [name, { whole: above(whole), own: above(own) }]));
}

/** Reads the committed ceilings. */
export function readCeilings(root: string): Ceilings {
  const all: unknown = JSON.parse(readFileSync(fileIn(root), "utf8"));
  const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);
  return Object.fromEntries(
    Object.entries(members(all)).map(([name, value]) => {
      const { whole, own } = members(value);
      return [name, { whole: numberOf(whole), own: numberOf(own) }];
    }),
  );
}

/** Commits to others. */
export function writeCeilings(root: string, ceilings: Ceilings): void {
  writeFileSync(fileIn(root), `${JSON.stringify(ceilings, undefined, 2)}\n`);
}

function over(what: string, { gzip, parts }: Bundle, ceiling: number): readonly string[] {
  if (gzip <= ceiling) return [];
  const largest = parts.slice(0, 3).map(({ path, bytes }) => `${path} ${bytes}`);
  return [
    `${what}: ${gzip} bytes gzipped, and ${ceiling} are allowed. Largest in it, minified: ${largest.join(", ")}. ` +
      `Make it smaller, or run "npm run sizes -- --write" and commit the new ceiling with what it is for`,
  ];
}

function fileIn(root: string): string {
  return join(root, "scripts/sizes/ceilings.json");
}
