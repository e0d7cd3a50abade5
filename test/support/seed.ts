import fc from "fast-check";

// The same cases every time, so that a red run is about the change; FOOTPLATE_SEED asks for others.
const { FOOTPLATE_SEED: asked } = process.env;
fc.configureGlobal({ seed: asked === undefined ? 20_261_122 : asked === "random" ? Date.now() : Number(asked) });
