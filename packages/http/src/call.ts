import { type Clock, epochMs, FootplateError } from "@footplate/core";
import type { Credential } from "./credential.ts";
import { exchange, type Exchanged } from "./exchange.ts";
import { errorInit, type Failure, outOfTime, unknownOutcome, usualHint } from "./failure.ts";
import type { HttpAnswer, HttpRequest, HttpSpec } from "./http.ts";
import type { Limiter, Turn } from "./limiter.ts";
import { prepare, type Prepared } from "./prepare.ts";
import type { RetryQuota } from "./quota.ts";
import { createRetries } from "./retry.ts";
import { DEADLINE, openScope, type Scope } from "./scope.ts";
import { createScrub } from "./scrub.ts";
import { tell } from "./tell.ts";

const DEFAULT_TIMEOUT_MS = 60_000;

/** What all calls to one service share. */
export interface Transport {
  readonly spec: HttpSpec;
  readonly base: URL;
  readonly clock: Clock;
  readonly random: () => number;
  readonly limiter: Limiter;
  readonly quota: RetryQuota;
  readonly credential: Credential;
}

/** One call on its way. */
interface Call<T> {
  readonly transport: Transport;
  readonly request: HttpRequest<T>;
  readonly prepared: Prepared;
  readonly scope: Scope;
  readonly timeoutMs: number;
}

interface Attempt<T> {
  readonly exchanged: Exchanged<T>;
  /** Number of the credential it carried. */
  readonly credential: number;
  readonly status: number | undefined;
  readonly durationMs: number;
}

/** Makes one request: as many attempts as are safe, within its total time. */
export async function call<T>(transport: Transport, request: HttpRequest<T>): Promise<HttpAnswer<T>> {
  request.signal?.throwIfAborted();
  const { spec, clock } = transport;
  const prepared = prepare(spec.adapter, transport.base, request);
  const timeoutMs = request.timeoutMs ?? spec.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  if (!(timeoutMs > 0)) {
    throw errorOf(spec, prepared, outOfTime(`there is no time left (timeoutMs is ${timeoutMs})`));
  }
  const scope = openScope(clock, timeoutMs, request.signal);
  try {
    return await attempts({ transport, request, prepared, scope, timeoutMs });
  } finally {
    scope.close();
  }
}

async function attempts<T>(one: Call<T>): Promise<HttpAnswer<T>> {
  const { transport, request, prepared, scope } = one;
  const { spec, limiter, quota, random } = transport;
  const ticket = limiter.ticket();
  const retries = createRetries({
    limiter,
    quota,
    random,
    remainingMs: scope.remainingMs,
    canRenew: spec.authorize !== undefined,
  });
  let refused: number | undefined;
  let last: Failure | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const turn = await takeTurn(one, ticket, last);
    const tried = await tryOnce(one, turn, refused);
    const { exchanged } = tried;
    const step = exchanged.ok ? undefined : retries.after(exchanged.failure);
    const requestId = exchanged.ok ? exchanged.requestId : exchanged.failure.requestId;
    tell(spec.onEvent, {
      adapter: spec.adapter,
      method: request.method,
      path: request.path,
      attempt,
      ...(tried.status !== undefined && { status: tried.status }),
      durationMs: tried.durationMs,
      waitedMs: turn.waitedMs,
      ...(requestId !== undefined && { requestId }),
      outcome: step === undefined ? "done" : step.kind,
    });
    if (exchanged.ok) {
      retries.succeeded();
      return exchanged.answer;
    }
    if (step === undefined || step.kind === "failed") {
      throwIfAborted(scope);
      throw errorOf(spec, prepared, step?.failure ?? exchanged.failure);
    }
    last = exchanged.failure;
    refused = step.renew ? tried.credential : undefined;
    if (step.waitMs > 0) {
      await transport.clock.sleep(step.waitMs, scope.signal);
    }
  }
}

async function takeTurn(one: Call<unknown>, ticket: number, last: Failure | undefined): Promise<Turn> {
  const { transport, scope, prepared, timeoutMs } = one;
  const entered = await transport.limiter.enter(ticket, scope.deadline, scope.signal);
  if (!("because" in entered)) {
    return entered;
  }
  if (entered.because === "aborted") {
    throw entered.reason;
  }
  throw errorOf(
    transport.spec,
    prepared,
    entered.because === "deadline"
      ? outOfTime(`its turn did not come within ${timeoutMs} ms`)
      : {
          code: "rate_limited",
          message: "the service asked for a pause that is longer than this call may wait",
          hint: usualHint("rate_limited"),
          status: last?.status,
          requestId: last?.requestId,
          retryAfterMs: entered.retryAfterMs,
          written: "no",
          again: "never",
        },
  );
}

async function tryOnce<T>(one: Call<T>, turn: Turn, refused: number | undefined): Promise<Attempt<T>> {
  const { transport, request, prepared, scope } = one;
  const { spec, clock } = transport;
  const headers = new Headers(prepared.headers);
  const seen: { status?: number | undefined } = {};
  let sent = false;
  let credential = 0;
  let startedMs = clock.monotonicMs();
  const attempt = (exchanged: Exchanged<T>): Attempt<T> => ({
    exchanged,
    credential,
    status: seen.status,
    durationMs: clock.monotonicMs() - startedMs,
  });
  try {
    return await scope.watched(async () => {
      credential = await transport.credential.apply(headers, prepared, scope, refused);
      startedMs = clock.monotonicMs();
      sent = true;
      return attempt(
        await exchange({
          spec,
          request,
          prepared,
          headers,
          scope,
          scrub: createScrub(prepared.headers, headers, request.form),
          nowMs: () => epochMs(clock.now()),
          onHead(status) {
            seen.status = status;
            turn.end(true);
          },
        }),
      );
    });
  } catch (error) {
    if (!scope.signal.aborted) {
      throw error;
    }
    return attempt({ ok: false, failure: overtaken(one, sent, seen.status) });
  } finally {
    turn.end(sent);
  }
}

/** The call was over before the attempt was. */
function overtaken(one: Call<unknown>, sent: boolean, status: number | undefined): Failure {
  const within = `within ${one.timeoutMs} ms`;
  return sent && one.prepared.write
    ? unknownOutcome(
        status === undefined ? `no answer ${within}` : `answered ${status}, but not completely ${within}`,
        status,
      )
    : outOfTime(status === undefined ? `no answer ${within}` : `no complete answer ${within}`, status);
}

/** An abort of the caller's goes before every error of ours. */
function throwIfAborted(scope: Scope): void {
  if (scope.signal.aborted && scope.signal.reason !== DEADLINE) {
    throw scope.signal.reason;
  }
}

function errorOf(spec: HttpSpec, prepared: Prepared, failure: Failure): FootplateError {
  return new FootplateError(errorInit(spec.adapter, prepared.label, prepared.write, failure));
}
