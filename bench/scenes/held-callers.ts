import {
  addToGroup,
  attachPolicy,
  createAccessKey,
  createPolicy,
  createUser,
  createUserGroup,
  Guard,
  issueTokenByPassword,
} from '../../src/domain/access/index.ts';
import { addMember, createProject, openProject } from '../../src/domain/projects/index.ts';
import type { OpenData } from '../../src/open-data.ts';
import { type Caller, type Making, operatorOf } from './caller.ts';

/** A user who is held to so many policies, with both kinds of credentials. */
export interface HeldCaller {
  readonly policies: number;
  readonly caller: Caller;
  readonly token: string;
}

/** As many as a group may have; a user may be in ten groups. */
const policiesPerGroup = 10;
const developer = 4;
const password = 'Bench-password-1';

/**
 * What teams write: an allow for a service from some networks, an allow of reading, and a deny of
 * what one thing is done to. None of them decides alone, so all of them are looked at.
 */
const document = (number: number) =>
  JSON.stringify({
    Version: '5.0',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['codeartsbuild:*:*', 'codeartsrepo:*:*'],
        Condition: { IpAddress: { 'g:SourceIp': ['127.0.0.0/8', `10.${number}.0.0/16`] } },
      },
      { Effect: 'Allow', Action: ['iam:*:get*', 'iam:*:list*'] },
      { Effect: 'Deny', Action: ['iam:users:*'], Resource: [`iam::*:user:secret-${number}`] },
    ],
  });

/** Users who are held to so many policies each, through groups, and a project that all may work in. */
export async function heldCallers(
  { store, vault, passwords }: Omit<OpenData, 'first'>,
  like: Caller,
  making: Making,
  counts: readonly number[],
): Promise<{ projectId: string; callers: HeldCaller[] }> {
  const operator = operatorOf(like);
  const passwordHash = await passwords.hash(password);
  const projectId = await store.write(async (records) => {
    const wanted = { name: 'permissions', description: '', type: 'scrum' };
    return (await createProject(records, operator, wanted, making)).id;
  });
  const callers: HeldCaller[] = [];
  for (const policies of counts) {
    const userName = `held-to-${policies}`;
    const made = await store.write(async (records) => {
      const wanted = { name: userName, passwordHash };
      const user = await createUser(records, operator, wanted, making);
      for (let i = 0; i < policies; i += policiesPerGroup) {
        const named = { name: `${userName}-${i}`, description: '' };
        const group = await createUserGroup(records, operator, named, making);
        await addToGroup(records, operator, group, user, making.now);
        for (let j = i; j < Math.min(policies, i + policiesPerGroup); j++) {
          const policy = { name: `${userName}-${j}`, document: document(j) };
          const created = await createPolicy(records, operator, policy, making);
          await attachPolicy(records, operator, created, group, making.now);
        }
      }
      const within = await openProject(records, operator, projectId);
      await addMember(records, within, { userId: user.id, roleId: developer }, making.now);
      return { user, key: await createAccessKey(records, operator, vault, user, making.now) };
    });
    const desk = { store, passwords, guard: new Guard(store) };
    const scope = { project: { name: like.region } };
    const login = { domainName: like.domainName, userName, password, scope };
    const origin = { requestId: '', address: 'local' };
    const { token } = await issueTokenByPassword(desk, login, origin, Date.now());
    const { user, key } = made;
    const keys = { accessKey: key.key.accessKey, secretKey: key.secretKey };
    callers.push({
      policies,
      caller: { ...like, userId: user.id, userName, password, ...keys },
      token,
    });
  }
  return { projectId, callers };
}
