import { beforeAll, expect, test } from 'vitest';
import type { Credentials } from './calls.ts';
import { atelier, printed, scratchDirectory } from './command.ts';

const data = scratchDirectory();
const document = JSON.stringify({
  Version: '5.0',
  Statement: [
    { Sid: 'groups', Effect: 'Allow', Action: ['codeartsrepo:group:*'] },
    { Sid: 'keep', Effect: 'Deny', Action: ['*:*:deleteGroup'] },
    {
      Sid: 'elsewhere',
      Effect: 'Deny',
      Action: ['iam:projects:listProjects'],
      Condition: { DateLessThan: { 'g:CurrentTime': '2026-01-01T00:00:00Z' } },
    },
  ],
});

let root: Credentials;
beforeAll(async () => {
  root = await printed(['init', '--data', data]);
  await printed(['user', 'create', 'alice', '--data', data]);
  await printed(['policy', 'create', 'work', '-', '--data', data], { input: document });
  await printed(['policy', 'attach', 'work', 'alice', '--data', data]);
  await printed(['member', 'add', root.project_id, 'alice', 'viewer', '--data', data]);
});

const why = (...words: string[]) =>
  printed<Record<string, string>[]>(['why', ...words, '--data', data]);

const work = { policy: 'work', statement: 'groups' };
const allowed = 'allow by identity-based policy';

test('names the policy and the statement, or the rule where there are none', async () => {
  expect(await why('alice', 'codeartsrepo:group:deleteGroup')).toEqual([
    {
      operations: 'DeleteGroup',
      verdict: 'denied',
      because: 'explicit deny by identity-based policy',
      policy: 'work',
      statement: 'keep',
    },
    expect.objectContaining({ operations: 'PurgeRepositoryGroup', verdict: 'denied' }),
  ]);
  expect(await why('alice', 'iam:projects:createProject')).toMatchObject([
    { verdict: 'denied', because: 'implicit deny by identity-based policy', policy: '' },
  ]);
  expect(await why('alice', 'IAM:Projects:ListProjects')).toMatchObject([
    { verdict: 'allowed', because: 'no policy denies it' },
  ]);
  expect(await why('atelier', 'codeartsrepo:group:deleteGroup')).toMatchObject([
    { operations: 'DeleteGroup', verdict: 'allowed' },
    { operations: 'PurgeRepositoryGroup', verdict: 'allowed' },
  ]);
});

test('goes on to the role where the action is about a project', async () => {
  const create = 'codeartsrepo:group:createGroup';
  const point = 'repository-group.create';
  const ofCreate = async (...options: string[]) =>
    (await why('alice', create, ...options)).filter(
      ({ operations }) => operations === 'CreateGroup',
    );
  expect(await ofCreate()).toMatchObject([
    {
      verdict: 'depends',
      because: `${allowed}, and a role needs ${point}: name a --project`,
      ...work,
    },
  ]);
  expect(await ofCreate('--project', root.project_id)).toMatchObject([
    {
      verdict: 'depends',
      because: `${allowed}, but role Viewer lacks ${point}: one in the repository group may have it`,
      ...work,
    },
  ]);
  const shown = await why('alice', 'codeartsrepo:group:getGroup', '--project', root.project_id);
  const of = (name: string) =>
    shown.find(({ operations }) => operations?.split(' ').includes(name));
  expect(of('ListGroups')).toMatchObject({ verdict: 'allowed', because: allowed, ...work });
  expect(of('ShowGroup')).toMatchObject({
    verdict: 'allowed',
    because: `${allowed}, and role Viewer has repository-group.view`,
    ...work,
  });
});

test('is a table on a terminal, and says what there is not', async () => {
  const { stdout } = await atelier([
    'why',
    'alice',
    'codeartsrepo:group:deleteGroup',
    '--data',
    data,
  ]);
  expect(stdout.split('\n')[0]).toMatch(/^operations +verdict +because +policy +statement$/);
  for (const [words, said] of [
    [['alice', 'iam:no:such'], 'no operation asks for iam:no:such'],
    [['nobody', 'codeartsrepo:group:getGroup'], 'nobody'],
    [['alice', 'codeartsrepo:group:createGroup', '--project', 'x'], 'there is no project x'],
  ] as const) {
    const { code, stderr } = await atelier(['why', ...words, '--data', data]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(said) });
  }
});
