import { type Principal, Problem } from '../kernel/index.ts';

/**
 * Throws Problem `forbidden` to a caller whose temporary key was narrowed: a key, password or token
 * that they make would not be.
 */
export function refuseNarrowed(principal: Principal): void {
  if (principal.narrowedBy === undefined) return;
  throw new Problem('forbidden', {
    subject: 'credential',
    reason: 'a temporary access key that a policy narrows makes no credentials.',
  });
}
