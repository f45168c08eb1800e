import type { GatewayRefusal } from '../facades/gateway/errors.ts';

/** Thrown where the gateway refuses before any service has a say. */
export class GatewayRefused extends Error {
  readonly refusal: GatewayRefusal;
  readonly detail: string | undefined;

  constructor(refusal: GatewayRefusal, detail?: string) {
    super(detail ?? refusal);
    this.name = 'GatewayRefused';
    this.refusal = refusal;
    this.detail = detail;
  }
}
