export { createAccessKey, deleteAccessKey, setAccessKeyEnabled } from './access-keys.ts';
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
export { createIamProject, iamProjectWithId } from './iam-projects.ts';
export type {
  AccessKey,
  Account,
  Caller,
  IamProject,
  Policy,
  Token,
  TokenScope,
  User,
} from './model.ts';
export {
  lowPasswordCost,
  type PasswordCost,
  Passwords,
  standardPasswordCost,
} from './passwords.ts';
export { attachPolicy, createPolicy, deletePolicy, detachPolicy, policyNamed } from './policies.ts';
export { parsePolicy, parseSessionPolicy } from './policy.ts';
export type {
  AccessRecords,
  CredentialOwner,
  CredentialRecords,
  PolicyRecords,
  UserRecords,
  UserWithPassword,
  Vault,
} from './ports.ts';
export { knownKeys, userUrn } from './request-keys.ts';
export { newAccessKey, newPassword, newSecretKey, tokenHash } from './secrets.ts';
export {
  type DescribedToken,
  type IssuedToken,
  issueTokenByPassword,
  principalOf,
  revokeToken,
  tokenSeenBy,
  type WantedScope,
} from './tokens.ts';
export { createUser, deleteUser, setPassword, setUserEnabled, userNamed } from './users.ts';
