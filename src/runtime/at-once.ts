/**
 * Works on many things, so many of them at once, and answers what came of each, in their order. After
 * a failure nothing more is begun, and it is thrown once nothing runs any more.
 */
export async function eachAtOnce<T, R>(
  most: number,
  things: readonly T[],
  work: (thing: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const waiting = things.entries();
  let failed = false;
  const worker = async () => {
    for (const [i, thing] of waiting) {
      if (failed) return;
      try {
        results[i] = await work(thing);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const workers = Array.from({ length: Math.min(most, things.length) }, worker);
  for (const outcome of await Promise.allSettled(workers)) {
    if (outcome.status === 'rejected') throw outcome.reason;
  }
  return results;
}
