import { pathToFileURL } from "node:url";
import { places } from "../harness/places.ts";

/** A package that we compare with, as far as `Shape` tells. */
export async function peer<Shape>(name: string): Promise<Shape> {
  return loadFrom<Shape>(places.peers, name);
}

/** A package of ours as its users get it. */
export async function installed<Shape>(name: string): Promise<Shape> {
  return loadFrom<Shape>(places.ours, name);
}

async function loadFrom<Shape>(folder: string, name: string): Promise<Shape> {
  const module = (await import(pathToFileURL(`${folder}/load.mjs`).href)) as {
    load(name: string): Promise<unknown>;
  };
  return (await module.load(name)) as Shape;
}
