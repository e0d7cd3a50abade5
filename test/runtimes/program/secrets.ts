/** What every receiver here is set up with. */
export const SECRET = "a-token-made-up-for-this";
/** What a forger guesses. */
export const GUESS = "a-guess-of-the-same-kind";
/** Largest body that the receivers read, in bytes. */
export const MOST_BYTES = 20_000;
