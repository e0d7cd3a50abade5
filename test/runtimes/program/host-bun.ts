import { createService, type Service } from "./service.ts";

/** The part of Bun that is used here. */
declare const Bun: {
  serve(options: { readonly hostname: string; readonly port: number; readonly fetch: Service }): {
    readonly port: number;
  };
};

const service = createService(import.meta.resolve("@footplate/core"));
const { port } = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: (request) => service(request) });
console.log(JSON.stringify({ port }));
