import type { FastifyRequest } from 'fastify';
import { recordRefusal } from '../domain/audit/index.ts';
import type { Clock } from '../domain/kernel/index.ts';
import type { Store } from '../domain/store.ts';
import type { RenderedFailure } from './failures.ts';
import type { WorkInProgress } from './limits.ts';

interface Notebook {
  readonly workshop: { readonly store: Store; readonly clock: Clock };
  readonly work: WorkInProgress;
}

/**
 * Notes in the audit that a proved caller was refused, before they are told: see
 * docs/decisions/0012. Strangers are never worth a write, nor is what is no refusal: faults of
 * ours, and too much at once. Throws what the store throws, and GatewayRefused `unavailable`.
 */
export async function noteRefusal(
  { workshop: { store, clock }, work }: Notebook,
  { caller, offer, id, ip, url }: FastifyRequest,
  { status, code }: RenderedFailure,
): Promise<void> {
  if (!caller || status >= 500 || status === 429) return;
  const action = offer
    ? (offer.operation.permission.row.action ?? offer.operation.name)
    : 'unknown';
  const origin = { requestId: id, address: ip };
  const refused = { at: clock.now(), action, resource: plainPath(url), code, status };
  work.enter();
  try {
    await store.write((records) => recordRefusal(records, caller.principal, origin, refused));
  } finally {
    work.leave();
  }
}

/** Without the query, in which anything may stand, and safe to show on a terminal. */
function plainPath(url: string): string {
  const [path = ''] = url.split('?');
  return path.replace(/[^!-~]/g, encodeURIComponent);
}
