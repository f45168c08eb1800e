import type { Player, Scene } from './scene.ts';
import type { Call } from './wire.ts';

/** What a call asks of its caller, written down here and not read from its declaration. */
export interface Asks {
  readonly action?: string;
  /** Further actions that policies must not deny. */
  readonly dependencies?: readonly string[];
  /** `open`: not even a credential. `none`: any valid credential. */
  readonly policy: 'must-allow' | 'may-deny' | 'none' | 'open';
  /** How a refusal names what it is about; absent: `*`. */
  readonly resource?: string;
  /** Roles that may, where the call is about a project. */
  readonly roles?: readonly number[];
  /** How the refusal of other roles goes on after "lacks the permission". */
  readonly lacks?: string;
  /** Status and code where the caller does not see the project. */
  readonly hidden?: `${403 | 404 | 422} ${string}`;
}

/** What a valid call is made of: a project that is fresh for it, and who makes it. */
export interface Attempt {
  readonly scene: Scene;
  readonly caller: Player;
  readonly projectId: string;
}

export interface Case {
  readonly asks: Asks;
  /** Of a success. */
  readonly status: number;
  /** Of a rule that refuses some callers who may make the call. */
  readonly ruledOut?: number;
  /** A valid call, with fresh things to act on. */
  call(attempt: Attempt): Call | Promise<Call>;
}

export const mustAllow = (action: string): Asks => ({ action, policy: 'must-allow' });
export const mayDeny = (action: string): Asks => ({ action, policy: 'may-deny' });
export const of = (resource: string, asks: Asks): Asks => ({ ...asks, resource });
/** About the user that the call names, or whose key it names. */
export const ofUser = (asks: Asks): Asks => of('user', asks);
