import {
  type AccessRecords,
  type Account,
  createAccessKey,
  createUser,
  newPassword,
  operatorGrant,
  type Passwords,
  principalOf,
  type User,
  type Vault,
} from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Grant, type Ids } from '../kernel/index.ts';
import { createProject, type ProjectRecords } from '../projects/index.ts';
import type { InstallationRecords } from './ports.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly installation: InstallationRecords;
  readonly projects: ProjectRecords;
};

/** Halves of the first credentials that the operator has fixed. */
export interface FixedCredentials {
  readonly password?: string;
  readonly key?: { readonly accessKey: string; readonly secretKey: string };
}

/** Everything that a first client needs; secrets are in it, and nowhere else in the clear. */
export interface FirstCredentials {
  readonly domainName: string;
  readonly domainId: string;
  readonly userName: string;
  readonly password: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
  readonly iamProjectId: string;
  readonly projectId: string;
}

/** The account that a first start makes; its root user has the same name. */
const accountName = 'atelier';
const firstProjectName = 'First project';

/**
 * Makes the first account with its root user, an IAM project per region, a CodeArts project and an
 * access key. `passwordHash` belongs to `password`. To be called on an empty store.
 */
export async function initialize(
  records: Records,
  vault: Vault,
  first: {
    readonly password: string;
    readonly passwordHash: string;
    readonly regions: readonly string[];
    readonly fixed: FixedCredentials;
  },
  { ids, now }: { readonly ids: Ids; readonly now: number },
): Promise<FirstCredentials> {
  const account: Account = { domainId: ids.next(), name: accountName, createdAt: now };
  await records.access.insertAccount(account);
  await markVault(records, vault);
  await ensureRegions(records, first.regions, { ids, now });

  const operator = operatorGrant(account);
  const { passwordHash } = first;
  const root = { name: accountName, passwordHash, root: true };
  const user = await createUser(records, operator, root, { ids, now });
  const key = await createAccessKey(records, operator, vault, user, now, first.fixed.key);
  const wanted = { name: firstProjectName, description: '', type: 'scrum' };
  const project = await createProject(records, rootGrant(account, user), wanted, { ids, now });
  const region = first.regions[0] ?? '';
  const iamProject = await records.access.findIamProjectByName(account.domainId, region);
  return {
    domainName: account.name,
    domainId: account.domainId,
    userName: user.name,
    password: first.password,
    accessKey: key.key.accessKey,
    secretKey: key.secretKey,
    region,
    iamProjectId: iamProject?.id ?? '',
    projectId: project.id,
  };
}

/** What is done on the host in the name of the account's root user, who then owns it. */
export function rootGrant(account: Account, root: User): Grant {
  const { origin, action } = operatorGrant(account);
  return Grant.issue(principalOf(root, account.name), origin, action);
}

/** The root user's first password: the operator's, or a random one. */
export async function firstPassword(
  passwords: Passwords,
  fixed: FixedCredentials,
): Promise<{ password: string; passwordHash: string }> {
  const password = fixed.password ?? newPassword();
  return { password, passwordHash: await passwords.hash(password) };
}

/** Whether a first start has happened. */
export async function isInitialized(records: Records): Promise<boolean> {
  return (await records.access.listAccounts()).length > 0;
}

/** Sees to it that every account has an IAM project for every served region. */
export async function ensureRegions(
  records: Pick<Records, 'access' | 'audit'>,
  regions: readonly string[],
  { ids, now }: { readonly ids: Ids; readonly now: number },
): Promise<void> {
  for (const account of await records.access.listAccounts()) {
    const { domainId } = account;
    for (const name of regions) {
      if (await records.access.findIamProjectByName(domainId, name)) continue;
      const id = ids.next();
      await records.access.insertIamProject({
        domainId,
        id,
        name,
        parentId: domainId,
        description: '',
        createdAt: now,
      });
      const resource = `iam-project/${id}`;
      await recordChange(records, operatorGrant(account), { at: now, resource });
    }
  }
}

const markName = 'vault-mark';
const markText = 'this vault';

/** Leaves a mark by which the right master key is known. */
async function markVault(records: Records, vault: Vault): Promise<void> {
  const sealed = Buffer.from(vault.seal(markText, markName)).toString('base64');
  await records.installation.putSetting(markName, sealed);
}

/** Whether the vault is the one that the stored secrets were sealed in. */
export async function isRightVault(records: Records, vault: Vault): Promise<boolean> {
  const mark = await records.installation.findSetting(markName);
  if (mark === undefined) return false;
  try {
    return vault.open(Buffer.from(mark, 'base64'), markName) === markText;
  } catch {
    return false;
  }
}
