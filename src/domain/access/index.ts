export {
  accessKeyWithId,
  createAccessKey,
  deleteAccessKey,
  setAccessKeyEnabled,
  updateAccessKey,
} from './access-keys.ts';
export { callerOfToken, signerOfAccessKey } from './authenticate.ts';
export {
  type AskedResource,
  askPolicies,
  authorizeInAccount,
  type Decision,
  decideByPolicies,
  operatorGrant,
  type PolicyRule,
  type Requirement,
} from './authorize.ts';
export { type CredentialRefusal, CredentialRefused } from './credential-refused.ts';
export { principalOfGitLogin } from './git-logins.ts';
export { Guard, isNeverLocked } from './guard.ts';
export { setHttpsPassword, useLoginPassword, usesLoginPassword } from './https-passwords.ts';
export { createIamProject, iamProjectWithId } from './iam-projects.ts';
export { KeyUses } from './key-uses.ts';
export { type Guess, isLoopback } from './lockouts.ts';
export {
  changeOwnPassword,
  createLoginProfile,
  deleteLoginProfile,
  loginProfileOf,
  requireGoodPassword,
  setPassword,
  updateLoginProfile,
} from './login-profiles.ts';
export { type Login, type LoginDesk, userOfPassword } from './logins.ts';
export type {
  AccessKey,
  Account,
  Caller,
  IamProject,
  Lock,
  LoginProfile,
  Policy,
  PolicyHolder,
  PolicyVersion,
  TemporaryKey,
  Token,
  TokenScope,
  User,
  UserGroup,
} from './model.ts';
export {
  lowPasswordCost,
  type PasswordCost,
  Passwords,
  standardPasswordCost,
} from './passwords.ts';
export {
  createPolicy,
  deletePolicy,
  listPolicies,
  policyNamed,
  policyWithId,
  type WantedPolicies,
} from './policies.ts';
export { parsePolicy, parseSessionPolicy } from './policy.ts';
export { attachPolicy, detachFromAll, detachPolicy } from './policy-attachments.ts';
export {
  createPolicyVersion,
  deletePolicyVersion,
  listPolicyVersions,
  policyVersion,
  setDefaultPolicyVersion,
} from './policy-versions.ts';
export type {
  AccessKeyRecords,
  AccessRecords,
  AttachedPolicy,
  Attachment,
  AttachmentRecords,
  CredentialOwner,
  GroupMember,
  HeldPolicy,
  HttpsPassword,
  HttpsPasswordRecords,
  LockRecords,
  PolicyRecords,
  PolicyWithCount,
  TemporaryKeyRecords,
  TokenRecords,
  UserGroupRecords,
  UserGroupWithCount,
  UserRecords,
  UserWithPassword,
  Vault,
} from './ports.ts';
export { RememberedPasswords } from './remembered-passwords.ts';
export { knownKeys } from './request-keys.ts';
export { newAccessKey, newPassword, newSecretKey, tokenHash } from './secrets.ts';
export { type SystemPolicy, systemPolicies, systemPolicyWithId } from './system-policies.ts';
export { createTemporaryKey, type IssuedTemporaryKey } from './temporary-keys.ts';
export {
  type DescribedToken,
  holderOfToken,
  type IssuedToken,
  issueTokenByPassword,
  issueTokenByToken,
  principalOf,
  revokeToken,
  tokenSeenBy,
  type WantedScope,
  wrongToken,
} from './tokens.ts';
export { policyUrn, userGroupUrn, userUrn } from './urns.ts';
export {
  addToGroup,
  createUserGroup,
  deleteUserGroup,
  groupsPerUser,
  removeFromGroup,
  requireInGroup,
  updateUserGroup,
  userGroupNamed,
  userGroupWithId,
} from './user-groups.ts';
export {
  createUser,
  deleteUser,
  setNickName,
  setUserEnabled,
  updateUser,
  userNamed,
  userWithId,
} from './users.ts';
