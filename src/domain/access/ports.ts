import type { Principal, Stretch } from '../kernel/index.ts';
import type {
  AccessKey,
  Account,
  IamProject,
  Lock,
  LoginProfile,
  Policy,
  TemporaryKey,
  Token,
  User,
} from './model.ts';

/** A stored user together with what only a password check may see. */
export interface UserWithPassword extends User {
  readonly domainName: string;
  /** Absent: the user has no password. */
  readonly passwordHash: string | undefined;
}

/** A credential's owner as it stands in the store at this moment. */
export interface CredentialOwner {
  readonly principal: Principal;
  readonly enabled: boolean;
}

/** A temporary key with its sealed secret, and whose it is. */
export interface StoredTemporaryKey {
  readonly key: TemporaryKey;
  readonly sealedSecret: Uint8Array;
  readonly owner: CredentialOwner;
}

/** Accounts, their users and their IAM projects. */
export interface UserRecords {
  insertAccount(account: Account): Promise<void>;
  findAccount(domainId: string): Promise<Account | undefined>;
  findAccountByName(name: string): Promise<Account | undefined>;
  listAccounts(): Promise<Account[]>;

  /** False when the account has a user of that name. */
  insertUser(user: User): Promise<boolean>;
  nextUserNumber(): Promise<number>;
  findUser(domainId: string, userId: string): Promise<User | undefined>;
  findUserByName(domainId: string, name: string): Promise<User | undefined>;
  findUserForLogin(domainName: string, userName: string): Promise<UserWithPassword | undefined>;
  listUsers(domainId: string): Promise<User[]>;
  /** In the order of their ids, which is that of their making. */
  listUsersAfter(domainId: string, stretch: Stretch): Promise<User[]>;
  /** False when another user of the account has the name. */
  updateUser(user: User): Promise<boolean>;
  /** Also removes whatever belongs to the user alone: password, keys, tokens, policies, memberships. */
  deleteUser(domainId: string, userId: string): Promise<void>;

  /** False when the user has one. */
  insertLoginProfile(profile: LoginProfile, passwordHash: string): Promise<boolean>;
  findLoginProfile(domainId: string, userId: string): Promise<LoginProfile | undefined>;
  listLoginProfiles(domainId: string): Promise<LoginProfile[]>;
  findPasswordHash(domainId: string, userId: string): Promise<string | undefined>;
  /** Without a hash the password stays. */
  updateLoginProfile(profile: LoginProfile, passwordHash: string | undefined): Promise<void>;
  /** False when the user has none. */
  deleteLoginProfile(domainId: string, userId: string): Promise<boolean>;

  putLastLogin(domainId: string, userId: string, at: number): Promise<void>;
  findLastLogin(domainId: string, userId: string): Promise<number | undefined>;

  /** False when the account has a project of that name. */
  insertIamProject(project: IamProject): Promise<boolean>;
  findIamProject(domainId: string, id: string): Promise<IamProject | undefined>;
  findIamProjectByName(domainId: string, name: string): Promise<IamProject | undefined>;
  listIamProjects(domainId: string): Promise<IamProject[]>;
}

/** What callers show who they are with. */
export interface CredentialRecords {
  /** False when the access key exists. */
  insertAccessKey(key: AccessKey, sealedSecret: Uint8Array): Promise<boolean>;
  findAccessKey(
    accessKey: string,
  ): Promise<{ key: AccessKey; sealedSecret: Uint8Array; owner: CredentialOwner } | undefined>;
  listAccessKeys(domainId: string, userId?: string): Promise<AccessKey[]>;
  updateAccessKey(
    key: Pick<AccessKey, 'domainId' | 'accessKey' | 'enabled' | 'description'>,
  ): Promise<void>;
  /** Also forgets when it was used. False when it is not there. */
  deleteAccessKey(domainId: string, accessKey: string): Promise<boolean>;

  /** Notes a use later than the one that is known, of keys that are still there. */
  putKeyUse(accessKey: string, at: number): Promise<void>;
  findKeyUse(accessKey: string): Promise<number | undefined>;
  /** When the keys of the account were last used, as far as they were. */
  listKeyUses(domainId: string): Promise<ReadonlyMap<string, number>>;

  insertToken(token: Token): Promise<void>;
  findToken(hash: string): Promise<{ token: Token; owner: CredentialOwner } | undefined>;
  deleteToken(hash: string): Promise<void>;
  deleteTokensOfUser(domainId: string, userId: string): Promise<void>;
  deleteTokensExpiredBefore(at: number): Promise<void>;

  insertTemporaryKey(key: TemporaryKey, sealedSecret: Uint8Array): Promise<void>;
  findTemporaryKey(accessKey: string): Promise<StoredTemporaryKey | undefined>;
  deleteTemporaryKeysOfUser(domainId: string, userId: string): Promise<void>;
  deleteTemporaryKeysExpiredBefore(at: number): Promise<void>;
}

/** Who is refused for a while, known to every server on the store. */
export interface LockRecords {
  /** Those that last beyond `now`. */
  listLocks(now: number): Promise<Lock[]>;
  /** Keeps these, drops those that ended by `now`, and of more than `atMost` those that end first. */
  putLocks(locks: readonly Lock[], now: number, atMost: number): Promise<void>;
}

/** Identity policies and whom they hold for. */
export interface PolicyRecords {
  /** False when the account has a policy of that name. */
  insertPolicy(policy: Policy): Promise<boolean>;
  findPolicyByName(domainId: string, name: string): Promise<Policy | undefined>;
  listPolicies(domainId: string): Promise<Policy[]>;
  /** Also removes its attachments. */
  deletePolicy(domainId: string, policyId: string): Promise<void>;
  /** Attaching what is attached changes nothing. */
  attachPolicy(domainId: string, policyId: string, userId: string): Promise<void>;
  /** False when it was not attached. */
  detachPolicy(domainId: string, policyId: string, userId: string): Promise<boolean>;
  listPoliciesOfUser(domainId: string, userId: string): Promise<Policy[]>;
}

export interface AccessRecords extends UserRecords, CredentialRecords, PolicyRecords, LockRecords {}

/** Keeps secrets that must be readable again, sealed under the master key. */
export interface Vault {
  /** `context` names row and owner; opening demands the same. */
  seal(secret: string, context: string): Uint8Array;
  /** Throws when sealed under another key or context, or altered. */
  open(sealed: Uint8Array, context: string): string;
}
