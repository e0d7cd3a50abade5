import { fromEpochMs, type Instant, type LogEntry, type PostedMessage } from "@footplate/core";

/** An entry of the log, with the number that the service gave it. */
export interface LoggedEntry extends LogEntry {
  readonly id: string;
  /** When the service got it. */
  readonly written: Instant;
}

/** A chat with a log, as plain JSON over HTTP. */
export interface FakeChat {
  fetch(request: Request): Promise<Response>;
  state(): ChatState;
}

/** All that the chat holds. */
export interface ChatState {
  /** Oldest first. */
  readonly messages: readonly PostedMessage[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly log: readonly LoggedEntry[];
}

/** Serves it below `/chat/`. It knows nothing of keys: what is posted twice is there twice. */
export function fakeChat(now: () => number, token: string): FakeChat {
  const messages: PostedMessage[] = [];
  const groups = new Map<string, readonly string[]>();
  const log: LoggedEntry[] = [];

  const post = (channel: string, { key, text, thread }: Partial<PostedMessage>): PostedMessage => {
    const message: PostedMessage = {
      id: `m${String(messages.length + 1)}`,
      channel,
      author: "footplate",
      text: text ?? "",
      at: fromEpochMs(now()),
      ...(key !== undefined && { key }),
      ...(thread !== undefined && { thread }),
    };
    messages.push(message);
    return message;
  };
  const edit = (id: string, text: string): PostedMessage | undefined => {
    const index = messages.findIndex((one) => one.id === id);
    const before = messages[index];
    return before === undefined ? undefined : (messages[index] = { ...before, text });
  };
  const append = (entry: LogEntry): LoggedEntry => {
    const made = { ...entry, id: `l${String(log.length + 1)}`, written: fromEpochMs(now()) };
    log.push(made);
    return made;
  };

  return {
    async fetch(request) {
      if (request.headers.get("authorization") !== `Bearer ${token}`)
        return new Response("who is it?", { status: 401 });
      const url = new URL(request.url);
      const [, , collection = "", name = "", part] = url.pathname.split("/").map(decodeURIComponent);
      const since = url.searchParams.get("since") ?? "";
      const body = request.method === "GET" ? undefined : await request.json();
      switch (`${request.method} ${collection}${part === undefined ? "" : `/${part}`}`) {
        case "POST channels/messages":
          return Response.json(post(name, body));
        case "GET channels/messages":
          return Response.json(messages.filter(({ channel, at }) => channel === name && at >= since));
        case "PUT messages": {
          const edited = edit(name, body.text);
          return edited === undefined ? new Response("no such message", { status: 404 }) : Response.json(edited);
        }
        case "GET groups":
          return Response.json(groups.get(name) ?? []);
        case "PUT groups":
          groups.set(name, body);
          return Response.json(body);
        case "POST log":
          return Response.json(append(body));
        case "GET log":
          return Response.json(log.filter(({ written }) => written >= since));
        default:
          return new Response("not found", { status: 404 });
      }
    },
    state: () => ({ messages, groups: Object.fromEntries(groups), log }),
  };
}
