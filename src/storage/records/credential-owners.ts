import type { CredentialOwner } from '../../domain/access/index.ts';

/** What `ownerOf` reads of a credential's user and account. */
export const ownerColumns = [
  'accounts.name as domain_name',
  'users.name as user_name',
  'users.number as user_number',
  'users.root as user_root',
  'users.enabled as user_enabled',
] as const;

/** Whose credential it is. */
export function ownerOf(row: {
  domain_id: string;
  user_id: string;
  domain_name: string;
  user_name: string;
  user_number: number;
  user_root: number;
  user_enabled: number;
}): CredentialOwner {
  return {
    principal: {
      domainId: row.domain_id,
      domainName: row.domain_name,
      userId: row.user_id,
      userName: row.user_name,
      userNumber: row.user_number,
      root: row.user_root === 1,
    },
    enabled: row.user_enabled === 1,
  };
}
