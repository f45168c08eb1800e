import type { ServiceFacts } from './service.ts';

export const iam5: ServiceFacts = {
  codes: /^PAP5\.\d{4}$/,
  statuses: {
    CreateUserV5: 201,
    DeleteUserV5: 204,
    CreateAccessKeyV5: 201,
    DeleteAccessKeyV5: 204,
    CreateLoginProfileV5: 201,
    DeleteLoginProfileV5: 204,
    CreateGroupV5: 201,
    DeleteGroupV5: 204,
    CreatePolicyV5: 201,
    DeletePolicyV5: 204,
    CreatePolicyVersionV5: 201,
    DeletePolicyVersionV5: 204,
  },
  absentable: {
    // The last page has none.
    PageInfo: ['next_marker'],
    // Of a key that was never used, a user who never logged in, a password that does not expire.
    AccessKeyLastUsed: ['last_used_at'],
    UserLastLogin: ['last_login_at'],
    LoginProfile: ['password_expires_at'],
  },
};
