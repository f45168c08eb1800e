/** Who is behind a request, as far as rules and the audit need to know. */
export interface Principal {
  readonly domainId: string;
  readonly domainName: string;
  readonly userId: string;
  readonly userName: string;
  /** The int32 that stands for the user where the wire wants a number. */
  readonly userNumber: number;
  /** The account's root user holds every permission in the account. */
  readonly root: boolean;
  /**
   * The policy document that a temporary key was narrowed by when it was made: it must allow what
   * the caller does, too, also where operations ask for no Allow and for the root user.
   */
  readonly narrowedBy?: string;
}

/** Where a request came from. */
export interface Origin {
  readonly requestId: string;
  /** Address of the peer, or `local` for the command line. */
  readonly address: string;
  /** When it came, in ms of real time, whatever clock stamps the data. */
  readonly time?: number;
  /** Name of the IAM project that the credential is for, where there is one. */
  readonly iamProject?: string;
  /** The region of that project, or the default one. */
  readonly region?: string;
}

/**
 * The proof that a rule was asked and said yes. Writes demand one as an argument, so a check can
 * be neither forgotten nor ignored. Only `domain/access` and `domain/projects` issue grants; the
 * architecture test holds them to it.
 */
export class Grant {
  readonly #issued = true;
  readonly principal: Principal;
  readonly origin: Origin;
  /** The action that was asked for, for example `codeartsrepo:group:createGroup`. */
  readonly action: string;

  private constructor(principal: Principal, origin: Origin, action: string) {
    this.principal = principal;
    this.origin = origin;
    this.action = action;
  }

  static issue(principal: Principal, origin: Origin, action: string): Grant {
    return new Grant(principal, origin, action);
  }

  /** False for anything that merely looks like a grant. */
  static isGrant(value: unknown): value is Grant {
    return typeof value === 'object' && value !== null && #issued in value;
  }
}
