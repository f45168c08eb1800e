import type { ServiceFacts } from './service.ts';

export const iam: ServiceFacts = {
  codes: /^IAM\.\d{4}$/,
  // OpenStack Identity API v3, Revoke token.
  operations: [
    {
      id: 'KeystoneRevokeToken',
      method: 'DELETE',
      path: '/v3/auth/tokens',
      header_parameters: { 'X-Subject-Token': 'str' },
    },
  ],
  statuses: {
    KeystoneCreateUserTokenByPassword: 201,
    KeystoneCreateScopedToken: 201,
    CreateTemporaryAccessKeyByToken: 201,
    KeystoneCreateProject: 201,
    KeystoneRevokeToken: 204,
    KeystoneCreateUser: 201,
    KeystoneDeleteUser: 204,
    KeystoneUpdateUserPassword: 204,
    CreatePermanentAccessKey: 201,
    DeletePermanentAccessKey: 204,
    KeystoneCreateGroup: 201,
    KeystoneDeleteGroup: 204,
    KeystoneAddUserToGroup: 204,
    KeystoneRemoveUserFromGroup: 204,
    KeystoneCheckUserInGroup: 204,
  },
  nullable: {
    // The pages' own examples.
    Links: ['previous', 'next'],
    Region: ['parent_region_id'],
    // Null: passwords do not expire.
    KeystoneListUsersResult: ['password_expires_at'],
    KeystoneShowUserResult: ['password_expires_at'],
    KeystoneCreateUserResult: ['password_expires_at'],
    KeystoneUpdateUserByAdminResult: ['password_expires_at'],
    KeystoneUserResult: ['password_expires_at'],
  },
  absentable: {
    TokenResult: ['domain', 'project'],
    ScopeTokenResult: ['domain', 'project'],
    // Of federated users alone, of whom there are none here.
    ScopedTokenUser: ['OS-FEDERATION'],
    RegionLocales: ['pt-br', 'es-us', 'es-es'],
    // Nobody's last project or strength of password is known.
    KeystoneListUsersResult: ['last_project_id', 'pwd_strength'],
    KeystoneShowUserResult: ['last_project_id'],
    KeystoneUpdateUserByAdminResult: ['last_project_id'],
    KeystoneUserResult: ['last_project_id', 'pwd_strength'],
  },
  int64: {
    KeystoneGroupResult: ['create_time'],
    KeystoneGroupResultWithLinksSelf: ['create_time'],
  },
};
