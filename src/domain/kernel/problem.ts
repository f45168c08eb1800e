/** What went wrong, in the domain's own terms; each service maps a kind to its codes and statuses. */
export type ProblemKind =
  /** A value breaks a rule of its own: type, length, characters, range. */
  | 'invalid'
  /** Something the request names is not there, or the caller may not know that it is. */
  | 'not-found'
  /** The project is unknown, of another account, or not seen by the caller: one answer for all. */
  | 'project-hidden'
  /** Another thing of that kind has the name already. */
  | 'taken'
  /** A quota is used up. */
  | 'limit-reached'
  /** The state of things does not allow it, for example deleting what is not empty. */
  | 'conflict'
  /** The caller is known, and a policy or role does not let them. */
  | 'forbidden'
  /** User name, domain or password do not match. */
  | 'wrong-password'
  /** A token that was to show who somebody is does not. */
  | 'wrong-token'
  /** Too many wrong passwords came for this user from this address. */
  | 'locked'
  /** Too much of it at once; trying again later helps. */
  | 'busy';

/** A refusal by policies in full, for those who may decode it. */
export interface Denial {
  /** As the caller named it. */
  readonly resource: string;
  /** `explicit deny by identity-based policy` */
  readonly failure: string;
  /** The statements that decided. */
  readonly statements: readonly { readonly policy: string; readonly statement: string }[];
  /** What the request said of condition keys. */
  readonly facts: Readonly<Record<string, string>>;
}

export interface ProblemDetails {
  /** The kind of thing it is about, in words: `build task group`, `project`. */
  readonly subject: string;
  /** The domain's name of the value at fault: `name`, `parent`; a facade translates it. */
  readonly field?: string;
  /** A full sentence without the field: which rule refused, and what would be accepted. */
  readonly reason: string;
  /** With `forbidden` by a policy. */
  readonly denial?: Denial;
}

/** The one error that domain code throws on purpose. */
export class Problem extends Error implements ProblemDetails {
  readonly kind: ProblemKind;
  readonly subject: string;
  readonly field?: string;
  readonly reason: string;
  readonly denial?: Denial;

  constructor(kind: ProblemKind, details: ProblemDetails) {
    super(`${kind}: ${details.subject}: ${details.reason}`);
    this.name = 'Problem';
    this.kind = kind;
    this.subject = details.subject;
    if (details.field !== undefined) this.field = details.field;
    this.reason = details.reason;
    if (details.denial !== undefined) this.denial = details.denial;
  }
}
