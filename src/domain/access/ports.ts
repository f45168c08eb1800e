import type { Principal, Stretch } from '../kernel/index.ts';
import type {
  AccessKey,
  Account,
  IamProject,
  Lock,
  LoginProfile,
  Policy,
  PolicyHolder,
  PolicyVersion,
  TemporaryKey,
  Token,
  User,
  UserGroup,
} from './model.ts';
import type { NamedPolicy } from './policy.ts';

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

/** Passwords that users have for git alone. */
export interface HttpsPasswordRecords {
  findHttpsPassword(domainId: string, userId: string): Promise<HttpsPassword | undefined>;
  /** In place of the one that is there. */
  putHttpsPassword(password: HttpsPassword): Promise<void>;
}

/** A user's password for git. */
export interface HttpsPassword {
  readonly domainId: string;
  readonly userId: string;
  readonly passwordHash: string;
  /** False: git asks for the login password all the same. */
  readonly inUse: boolean;
  readonly changedAt: number;
}

/** Permanent access keys, and when they were used. */
export interface AccessKeyRecords {
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
}

/** Tokens, by the hashes of what callers show. */
export interface TokenRecords {
  insertToken(token: Token): Promise<void>;
  findToken(hash: string): Promise<{ token: Token; owner: CredentialOwner } | undefined>;
  deleteToken(hash: string): Promise<void>;
  deleteTokensOfUser(domainId: string, userId: string): Promise<void>;
  deleteTokensExpiredBefore(at: number): Promise<void>;
}

/** Access keys that end by themselves. */
export interface TemporaryKeyRecords {
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

/** User groups and who is in them. Lists are in the order of ids. */
export interface UserGroupRecords {
  nextUserGroupNumber(): Promise<number>;
  /** False when the account has a group of that name. */
  insertUserGroup(group: UserGroup): Promise<boolean>;
  countUserGroups(domainId: string): Promise<number>;
  findUserGroup(domainId: string, id: string): Promise<UserGroup | undefined>;
  findUserGroupByName(domainId: string, name: string): Promise<UserGroup | undefined>;
  /** All groups, or those that a user is in. */
  listUserGroups(
    domainId: string,
    userId: string | undefined,
    stretch: Stretch,
  ): Promise<UserGroupWithCount[]>;
  /** Name and description. False when the account has another group of that name. */
  updateUserGroup(group: UserGroup): Promise<boolean>;
  /** Also removes its memberships and attachments. */
  deleteUserGroup(domainId: string, id: string): Promise<void>;

  /** False when the user is in the group. */
  insertGroupMember(domainId: string, member: GroupMember): Promise<boolean>;
  deleteGroupMember(domainId: string, groupId: string, userId: string): Promise<void>;
  isGroupMember(domainId: string, groupId: string, userId: string): Promise<boolean>;
  countGroupsOfUser(domainId: string, userId: string): Promise<number>;
  listUsersOfGroup(domainId: string, groupId: string, stretch: Stretch): Promise<User[]>;
}

export interface UserGroupWithCount extends UserGroup {
  readonly userCount: number;
}

export interface GroupMember {
  readonly groupId: string;
  readonly userId: string;
  readonly addedAt: number;
}

/** Identity policies and their versions. */
export interface PolicyRecords {
  /** With its first version. False when the account has a policy of that name. */
  insertPolicy(policy: Policy, document: string): Promise<boolean>;
  countPolicies(domainId: string): Promise<number>;
  findPolicy(domainId: string, id: string): Promise<Policy | undefined>;
  findPolicyByName(domainId: string, name: string): Promise<Policy | undefined>;
  /** The account's own policies, in the order of their ids. */
  listPolicies(
    domainId: string,
    wanted: { readonly pathPrefix: string; readonly onlyAttached: boolean },
    stretch: Stretch,
  ): Promise<PolicyWithCount[]>;
  /** Versions and time of the update. */
  updatePolicy(policy: Policy): Promise<void>;
  /** Also removes its versions and attachments. */
  deletePolicy(domainId: string, policyId: string): Promise<void>;

  insertPolicyVersion(domainId: string, version: PolicyVersion): Promise<void>;
  /** Newest first. */
  listPolicyVersions(domainId: string, policyId: string): Promise<PolicyVersion[]>;
  deletePolicyVersion(domainId: string, policyId: string, version: number): Promise<void>;
}

/** Whom identity policies, those of the system too, hold for. */
export interface AttachmentRecords {
  /** False when it is attached already. */
  insertAttachment(domainId: string, attachment: Attachment): Promise<boolean>;
  /** False when it was not attached. */
  deleteAttachment(domainId: string, policyId: string, holder: PolicyHolder): Promise<boolean>;
  /** How many there were. */
  deleteAttachmentsOfPolicy(domainId: string, policyId: string): Promise<number>;
  countAttachmentsOfPolicy(domainId: string, policyId: string): Promise<number>;
  /** By the id of the system policy; those without an attachment are left out. */
  countAttachmentsOfSystemPolicies(domainId: string): Promise<ReadonlyMap<string, number>>;
  countAttachmentsOfHolder(domainId: string, holder: PolicyHolder): Promise<number>;
  /** In the order of the policies' ids. */
  listAttachmentsOfHolder(
    domainId: string,
    holder: PolicyHolder,
    stretch: Stretch,
  ): Promise<AttachedPolicy[]>;
  /** In the order of the holders' ids. */
  listAttachmentsOfPolicy(
    domainId: string,
    policyId: string,
    kind: PolicyHolder['kind'] | undefined,
    stretch: Stretch,
  ): Promise<Attachment[]>;

  /** The default versions of all policies that a user is held to, directly and through groups. */
  listPoliciesOfUser(domainId: string, userId: string): Promise<HeldPolicy[]>;
}

export interface PolicyWithCount extends Policy {
  /** How many users and groups it is attached to. */
  readonly attachmentCount: number;
}

export interface Attachment {
  readonly policyId: string;
  readonly holder: PolicyHolder;
  readonly attachedAt: number;
}

export interface AttachedPolicy {
  readonly policy: Pick<Policy, 'type' | 'domainId' | 'id' | 'name' | 'path'>;
  readonly attachedAt: number;
}

/** A policy as it is evaluated. */
export interface HeldPolicy extends NamedPolicy {
  readonly id: string;
  readonly urn: string;
}

export interface AccessRecords
  extends UserRecords,
    HttpsPasswordRecords,
    AccessKeyRecords,
    TokenRecords,
    TemporaryKeyRecords,
    UserGroupRecords,
    PolicyRecords,
    AttachmentRecords,
    LockRecords {}

/** Keeps secrets that must be readable again, sealed under the master key. */
export interface Vault {
  /** `context` names row and owner; opening demands the same. */
  seal(secret: string, context: string): Uint8Array;
  /** Throws when sealed under another key or context, or altered. */
  open(sealed: Uint8Array, context: string): string;
}
