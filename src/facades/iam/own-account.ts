import { type Grant, Problem } from '../../domain/kernel/index.ts';

/** Throws Problem `not-found` where a request names another account than the caller's. */
export function requireOwnAccount(grant: Grant, domainId: string | undefined): void {
  if (domainId === undefined || domainId === grant.principal.domainId) return;
  throw new Problem('not-found', {
    subject: 'account',
    field: 'domain',
    reason: `Could not find domain: ${domainId.slice(0, 64)}.`,
  });
}
