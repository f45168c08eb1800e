/** Why a credential was not accepted, as the gateway tells it apart. */
export type CredentialRefusal =
  | 'missing'
  | 'bad-token'
  | 'expired-token'
  | 'bad-signature'
  | 'unknown-key'
  /** A token that is not scoped to a project, where one is asked for. */
  | 'unscoped-token'
  | 'foreign-project';

/** Thrown while finding out who calls; always answered with 401. */
export class CredentialRefused extends Error {
  readonly refusal: CredentialRefusal;
  /** The gateway's text after the colon (neighbours of the API, "texts behind 0301"). */
  readonly detail: string;

  constructor(refusal: CredentialRefusal, detail: string) {
    super(detail);
    this.name = 'CredentialRefused';
    this.refusal = refusal;
    this.detail = detail;
  }
}
