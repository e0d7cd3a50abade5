import { FootplateError, type FootplateErrorInit, printable } from "@footplate/core";

const LONGEST_MESSAGE = 500;

/** An error of an adapter. Ids in its message are as somebody gave them, so that it is made fit to be shown. */
export function faultOf(adapter: string, init: Omit<FootplateErrorInit, "adapter">): FootplateError {
  return new FootplateError({ ...init, message: printable(init.message).slice(0, LONGEST_MESSAGE), adapter });
}
