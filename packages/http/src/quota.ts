const TOKENS = 500;
const RETRY_COST = 5;
const FIRST_TRY_REFUND = 1;

/** Retries that a transport may still make. A service that is down empties it, and calls then fail at their first answer. */
export interface RetryQuota {
  /** Pays for one retry. False when there is nothing left. */
  take(): boolean;
  /** A call has succeeded after so many paid retries. */
  refund(retries: number): void;
}

export function createRetryQuota(): RetryQuota {
  let tokens = TOKENS;
  return {
    take() {
      if (tokens < RETRY_COST) {
        return false;
      }
      tokens -= RETRY_COST;
      return true;
    },
    refund(retries) {
      tokens = Math.min(TOKENS, tokens + (retries > 0 ? retries * RETRY_COST : FIRST_TRY_REFUND));
    },
  };
}
