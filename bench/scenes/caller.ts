import {
  attachPolicy,
  createAccessKey,
  createPolicy,
  createUser,
  operatorGrant,
} from '../../src/domain/access/index.ts';
import type { Grant } from '../../src/domain/kernel/index.ts';
import {
  addMember,
  createProject,
  openProject,
  type ProjectGrant,
} from '../../src/domain/projects/index.ts';
import type { Records } from '../../src/domain/store.ts';
import { type DataLocation, type OpenData, openData } from '../../src/open-data.ts';

/** In whose name the load is sent. */
export interface Caller {
  readonly region: string;
  readonly iamProjectId: string;
  readonly domainId: string;
  readonly domainName: string;
  readonly userId: string;
  readonly userName: string;
  readonly password: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/** Ids and time for what is made. */
export type Making = Pick<OpenData, 'ids'> & { readonly now: number };

/** Number of the project role Developer, the least that may create groups of both kinds. */
const developer = 4;
const userName = 'bench';
const password = 'Bench-password-1';
const policy = JSON.stringify({
  Version: '5.0',
  Statement: [{ Effect: 'Allow', Action: ['codeartsrepo:*:*', 'codeartsbuild:*:*'] }],
});

/**
 * Makes data with an IAM user who has a policy and an access key, and has `fill` do the rest with
 * the data open.
 */
export async function newData<T>(
  location: DataLocation,
  fill: (data: OpenData, caller: Caller, making: Making) => Promise<T>,
): Promise<T> {
  const data = await openData({ data: location, regions: ['cn-north-4'], fixed: {} });
  try {
    const { store, vault, passwords, ids, clock, first } = data;
    if (!first) throw new Error(`${data.place} is in use already`);
    const { region, iamProjectId, domainId, domainName } = first;
    const operator = operatorOf({ domainId, domainName });
    const making = { ids, now: clock.now() };
    const passwordHash = await passwords.hash(password);
    const caller = await store.write(async (records): Promise<Caller> => {
      const user = await createUser(records, operator, { name: userName, passwordHash }, making);
      const key = await createAccessKey(records, operator, vault, user, making.now);
      const document = { name: 'bench', document: policy };
      const allowing = await createPolicy(records, operator, document, making);
      await attachPolicy(records, operator, allowing, user, making.now);
      return {
        region,
        iamProjectId,
        domainId,
        domainName,
        userId: user.id,
        userName,
        password,
        accessKey: key.key.accessKey,
        secretKey: key.secretKey,
      };
    });
    return await fill(data, caller, making);
  } finally {
    await data.close();
  }
}

/** What the operator on the host may do in the caller's account. */
export function operatorOf(account: Pick<Caller, 'domainId' | 'domainName'>): Grant {
  return operatorGrant({ domainId: account.domainId, name: account.domainName });
}

/** Creates a CodeArts project and makes the caller a developer in it. */
export async function joinedProject(
  records: Records,
  caller: Caller,
  name: string,
  making: Making,
): Promise<ProjectGrant> {
  const operator = operatorOf(caller);
  const wanted = { name, description: '', type: 'scrum' };
  const { id } = await createProject(records, operator, wanted, making);
  const within = await openProject(records, operator, id);
  await addMember(records, within, { userId: caller.userId, roleId: developer }, making.now);
  return within;
}
