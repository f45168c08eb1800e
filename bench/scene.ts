import {
  attachPolicy,
  createAccessKey,
  createPolicy,
  createUser,
  operatorGrant,
} from '../src/domain/access/index.ts';
import { addMember, createProject, openProject } from '../src/domain/projects/index.ts';
import { createNode, defaultTreeLimits, treeKinds } from '../src/domain/tree/index.ts';
import { openData } from '../src/main.ts';

/** A CodeArts project to create groups in, with one build task group in it already. */
export interface Site {
  readonly projectId: string;
  readonly parentId: string;
}

/** What the load is sent with, and where. */
export interface Scene {
  readonly region: string;
  readonly iamProjectId: string;
  readonly domainName: string;
  readonly userName: string;
  readonly password: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly sites: readonly Site[];
}

/** Number of the project role Developer, the least that may create groups of both kinds. */
const developer = 4;
const userName = 'bench';
const password = 'Bench-password-1';
const policy = JSON.stringify({
  Version: '5.0',
  Statement: [{ Effect: 'Allow', Action: ['codeartsrepo:*:*', 'codeartsbuild:*:*'] }],
});

/**
 * Fills an empty data directory: an IAM user who has a policy, an access key and the role of a
 * developer in each of `projects` projects.
 */
export async function prepareScene(directory: string, projects: number): Promise<Scene> {
  const data = await openData({ data: { directory }, regions: ['cn-north-4'], fixed: {} });
  const { store, vault, passwords, ids, clock, first } = data;
  if (!first) throw new Error(`${directory} is in use already`);
  const operator = operatorGrant({ domainId: first.domainId, name: first.domainName });
  const making = { ids, now: clock.now() };
  const passwordHash = await passwords.hash(password);
  const kind = treeKinds(defaultTreeLimits).buildTaskGroup;
  try {
    return await store.write(async (records) => {
      const user = await createUser(records, operator, { name: userName, passwordHash }, making);
      const key = await createAccessKey(records, operator, vault, user, making.now);
      const document = { name: 'bench', document: policy };
      const allowing = await createPolicy(records, operator, document, making);
      await attachPolicy(records, operator, allowing, user, making.now);
      const sites: Site[] = [];
      for (let i = 0; i < projects; i++) {
        const wanted = { name: `bench ${i}`, description: '', type: 'scrum' };
        const { id } = await createProject(records, operator, wanted, making);
        const within = await openProject(records, operator, id);
        await addMember(records, within, { userId: user.id, roleId: developer }, making.now);
        const parent = await createNode(records, within, kind, { name: 'Parent' }, making);
        sites.push({ projectId: id, parentId: parent.id });
      }
      const { region, iamProjectId, domainName } = first;
      const { secretKey } = key;
      const { accessKey } = key.key;
      return {
        region,
        iamProjectId,
        domainName,
        userName,
        password,
        accessKey,
        secretKey,
        sites: scattered(sites),
      };
    });
  } finally {
    await data.close();
  }
}

/** Projects used one after the other are no neighbours in any index, as in life. */
function scattered(sites: readonly Site[]): Site[] {
  // A prime, so that every site comes up once.
  const stride = 1543;
  return sites.map((site, i) => sites[(i * stride) % sites.length] ?? site);
}
