import type { Principal } from '../kernel/index.ts';

/** An account (the vendor also says domain or tenant): the owner of everything below. */
export interface Account {
  readonly domainId: string;
  readonly name: string;
  readonly createdAt: number;
}

export interface User {
  readonly domainId: string;
  readonly id: string;
  /** int32, unique in this server. */
  readonly number: number;
  readonly name: string;
  readonly nickName: string;
  readonly description: string;
  readonly root: boolean;
  readonly enabled: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What lets a user log in with a password; the password itself is no part of it. */
export interface LoginProfile {
  readonly domainId: string;
  readonly userId: string;
  /** The user ought to choose a password of their own. It keeps nobody from logging in. */
  readonly resetRequired: boolean;
  readonly createdAt: number;
}

/** A project of IAM: one per region, named after it, plus sub-projects. Not a CodeArts project. */
export interface IamProject {
  readonly domainId: string;
  readonly id: string;
  readonly name: string;
  /** The account for a region's own project, else the region's project. */
  readonly parentId: string;
  readonly description: string;
  readonly createdAt: number;
}

export interface AccessKey {
  readonly accessKey: string;
  readonly domainId: string;
  readonly userId: string;
  readonly enabled: boolean;
  readonly description: string;
  readonly createdAt: number;
}

/** An access key that lasts a while and signs only together with its security token. */
export interface TemporaryKey {
  readonly accessKey: string;
  readonly domainId: string;
  readonly userId: string;
  /** SHA-256 of the security token, never itself. */
  readonly securityTokenHash: string;
  /** The session policy that its calls are held to; absent: it does what its user may. */
  readonly narrowedBy: string | undefined;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** A user and an address, or an access key and an address, that are refused until a time in ms. */
export interface Lock {
  /** SHA-256 of who and from where: what was typed may be a password in the wrong field. */
  readonly subject: string;
  readonly until: number;
}

/** What a token opens: one IAM project, the whole account, or nothing in particular. */
export type TokenScope =
  | { readonly kind: 'project'; readonly projectId: string }
  | { readonly kind: 'domain' }
  | { readonly kind: 'unscoped' };

/** A token as stored: its SHA-256, never itself. */
export interface Token {
  readonly hash: string;
  readonly domainId: string;
  readonly userId: string;
  readonly scope: TokenScope;
  /** What it was given for. */
  readonly method: 'password' | 'token';
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** An identity policy: an account's own, or one that every account has from the start. */
export interface Policy {
  readonly type: 'custom' | 'system';
  /** Empty for a system policy. */
  readonly domainId: string;
  readonly id: string;
  readonly name: string;
  /** Empty, or words that each end in a slash. */
  readonly path: string;
  readonly description: string;
  /** The number of the version that holds. */
  readonly defaultVersion: number;
  /** The number of the version that was made last; numbers are not given twice. */
  readonly latestVersion: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface PolicyVersion {
  readonly policyId: string;
  readonly version: number;
  /** The policy document as JSON text, checked when it was stored. */
  readonly document: string;
  readonly createdAt: number;
}

/** Users of an account who are held to the same policies. */
export interface UserGroup {
  readonly domainId: string;
  readonly id: string;
  /** int32, unique in this server. */
  readonly number: number;
  readonly name: string;
  readonly description: string;
  readonly createdAt: number;
}

/** Whom a policy can be attached to. */
export interface PolicyHolder {
  readonly kind: 'user' | 'group';
  readonly id: string;
}

/** The user behind a request and the credential that showed it. */
export interface Caller {
  readonly principal: Principal;
  readonly credential:
    | { readonly kind: 'token'; readonly token: Token }
    | { readonly kind: 'access-key'; readonly accessKey: string }
    /** The password, or the token in its place, that git sends. */
    | { readonly kind: 'git-password' };
  /** Theirs that was shown, alone or beside a signature. */
  readonly token?: Token;
}
