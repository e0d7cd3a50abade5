import type { Editor, Question, Wire } from "./editor.ts";

/** Speaks the protocol of `tsserver`, which counts lines and columns from 1. */
export function tsserverEditor(wire: Wire): Editor {
  let asked = 0;
  let opened = "";
  const request = (command: string, args: object): Question => {
    asked += 1;
    // The server calls the number by another name.
    return { id: asked, seq: asked, type: "request", command, arguments: args };
  };
  return {
    async ready() {
      await wire.ask(request("configure", { hostInfo: "bench" }));
    },
    open(file, text) {
      opened = file;
      wire.send(request("updateOpen", { openFiles: [{ file, fileContent: text, scriptKindName: "TS" }] }));
    },
    insert(line, text) {
      const at = { line: line + 1, offset: 1 };
      const textChanges = [{ newText: text, start: at, end: at }];
      wire.send(request("updateOpen", { changedFiles: [{ fileName: opened, textChanges }] }));
    },
    async complete(line, column) {
      const place = { file: opened, line: line + 1, offset: column + 1, triggerCharacter: ".", triggerKind: 2 };
      const body = (await wire.ask(request("completionInfo", place))) as {
        readonly entries: readonly { readonly name: string }[];
      };
      return body.entries.map(({ name }) => name);
    },
  };
}
