import { failureOf, internalFailure, type Service } from '../contract/service.ts';
import { CredentialRefused } from '../domain/access/index.ts';
import { SignatureRefusal } from '../domain/access/signature/index.ts';
import { Problem } from '../domain/kernel/index.ts';
import { StoreUnavailable } from '../domain/store.ts';
import type { Context } from '../facades/context.ts';
import { gatewayFailure } from '../facades/gateway/errors.ts';
import { GatewayRefused } from './gateway-refused.ts';

export interface RenderedFailure {
  readonly status: number;
  readonly code: string;
  readonly body: unknown;
  /** Set where the fault is ours, for the log. */
  readonly fault?: Error;
}

/**
 * What goes over the wire for whatever was thrown. `service` is the one whose operation was meant,
 * as far as the request got. Anything unforeseen is a fault of ours, told by the request id alone.
 * `sealed` seals a refusal by policy or role for those who may decode it; absent where nobody is known.
 */
export function renderFailure(
  thrown: unknown,
  service: Service<Context> | undefined,
  requestId: string,
  sealed?: (refusal: Problem) => string,
): RenderedFailure {
  if (thrown instanceof GatewayRefused) {
    return gatewayFailure(thrown.refusal, requestId, thrown.detail);
  }
  if (thrown instanceof CredentialRefused) {
    return gatewayFailure(thrown.refusal, requestId, thrown.detail);
  }
  if (thrown instanceof SignatureRefusal) {
    return gatewayFailure('bad-signature', requestId, thrown.detail);
  }
  if (thrown instanceof Problem && thrown.kind === 'busy') {
    return gatewayFailure('throttled', requestId, thrown.reason);
  }
  if (thrown instanceof Problem && service) {
    // Where the project is hidden, answers are alike to the byte: no seal would be.
    const reason = thrown.kind === 'forbidden' ? sealed?.(thrown) : undefined;
    return failureOf(service, thrown, requestId, reason);
  }
  const fault = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (service) {
    const { status, ...failure } = internalFailure(service, requestId);
    return { ...failure, status: fault instanceof StoreUnavailable ? 503 : status, fault };
  }
  return { ...gatewayFailure('bad-request', requestId), fault };
}
