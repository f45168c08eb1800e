export { createAccessKey, deleteAccessKey, setAccessKeyEnabled } from './access-keys.ts';
export { callerOfToken, signerOfAccessKey } from './authenticate.ts';
export {
  askPolicies,
  authorizeInAccount,
  operatorGrant,
  type PolicyRule,
  type Requirement,
  userUrn,
} from './authorize.ts';
export { type CredentialRefusal, CredentialRefused } from './credential-refused.ts';
export { createIamProject, iamProjectWithId } from './iam-projects.ts';
export type {
  AccessKey,
  Account,
  Caller,
  IamProject,
  Policy,
  PolicyHolder,
  PolicyVersion,
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
  policyUrn,
  policyWithId,
  type WantedPolicies,
} from './policies.ts';
export { attachPolicy, detachFromAll, detachPolicy } from './policy-attachments.ts';
export {
  createPolicyVersion,
  deletePolicyVersion,
  listPolicyVersions,
  policyVersion,
  setDefaultPolicyVersion,
} from './policy-versions.ts';
export type {
  AccessRecords,
  AttachedPolicy,
  Attachment,
  AttachmentRecords,
  CredentialOwner,
  CredentialRecords,
  GroupMember,
  HeldPolicy,
  PolicyRecords,
  PolicyWithCount,
  UserGroupRecords,
  UserGroupWithCount,
  UserRecords,
  UserWithPassword,
  Vault,
} from './ports.ts';
export { newAccessKey, newPassword, newSecretKey, tokenHash } from './secrets.ts';
export { type SystemPolicy, systemPolicies, systemPolicyWithId } from './system-policies.ts';
export {
  type DescribedToken,
  type IssuedToken,
  issueTokenByPassword,
  principalOf,
  revokeToken,
  tokenSeenBy,
  type WantedScope,
} from './tokens.ts';
export {
  addToGroup,
  createUserGroup,
  deleteUserGroup,
  removeFromGroup,
  requireInGroup,
  updateUserGroup,
  userGroupNamed,
  userGroupUrn,
  userGroupWithId,
} from './user-groups.ts';
export {
  createUser,
  deleteUser,
  setPassword,
  setUserEnabled,
  userNamed,
  userWithId,
} from './users.ts';
