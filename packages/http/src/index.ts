export type { HttpEvent } from "./event.ts";
export type { Classified, Http, HttpAnswer, HttpRequest, HttpSpec, Schema } from "./http.ts";
export type { HttpSettings, Secret } from "./settings.ts";
