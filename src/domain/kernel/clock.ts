/** Stamps the data. Signature windows and token lifetimes use the real clock instead. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
