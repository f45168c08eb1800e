import { expect, test } from 'vitest';
import { operatorGrant } from '../../src/domain/access/index.ts';
import { createProject, openProject } from '../../src/domain/projects/index.ts';
import { createNode, defaultTreeLimits, treeKinds } from '../../src/domain/tree/index.ts';
import { openBeside } from '../../src/open-data.ts';
import { type Credentials, call } from './calls.ts';
import { atelier, printed, scratchDirectory, serve } from './command.ts';

const buildProject = 'b4d3971c3988463b865f6f920846149e';
const buildGroup = '626c66e962e44ce680b168c409d0502a';
const repoProject = '0b234373cf3f4b04ab2d8a245155e12b';

test('--demo adds what is missing of the examples, and nothing else', async () => {
  const words = ['--data', scratchDirectory()];
  const credentials = await printed<Credentials>(['init', ...words]);
  const demonstrated = async (work?: (endpoint: string) => Promise<void>) => {
    const { endpoint, stop } = await serve(['--demo', ...words]);
    await work?.(endpoint);
    const ask = async (operation: Parameters<typeof call>[2], project_id: string) =>
      (await call(endpoint, credentials, operation, { project_id })).body;
    const found = {
      projects: [await ask('showProject', buildProject), await ask('showProject', repoProject)],
      tree: ((await ask('listGroupTree', buildProject)) as { result: object[] }).result,
    };
    await stop();
    return found;
  };

  const first = await demonstrated();
  expect(first.projects).toMatchObject([
    { project: { project_id: buildProject } },
    { project: { project_id: repoProject } },
  ]);
  expect(first.tree).toMatchObject([{ id: buildGroup, parent_id: null }]);
  expect(await demonstrated()).toEqual(first);

  const project_id = buildProject;
  const without = await demonstrated(async (endpoint) => {
    await call(endpoint, credentials, 'createJobGroup', { project_id }, { name: 'mine' });
    await call(endpoint, credentials, 'deleteJobGroup', { project_id, id: buildGroup });
  });
  expect(without.tree).toMatchObject([{ name: 'mine' }]);
  const mended = await demonstrated();
  expect(mended.tree).toMatchObject([{ id: buildGroup }, { name: 'mine' }]);
  expect(mended.projects).toEqual(first.projects);
});

test.each([
  ['a project', buildProject, undefined],
  ['the other project', repoProject, undefined],
  ['the group', '5'.repeat(32), buildGroup],
])(
  '--demo is refused where the id of %s belongs to another account',
  async (_what, id, groupId) => {
    const directory = scratchDirectory();
    await printed<Credentials>(['init', '--data', directory]);
    const { store, ids, clock, close } = await openBeside({ directory });
    await store.write(async (records) => {
      const making = { ids, now: clock.now() };
      const account = { domainId: ids.next(), name: 'other', createdAt: making.now };
      await records.access.insertAccount(account);
      const theirs = { id, name: 'Theirs', description: '', type: 'scrum' };
      const grant = operatorGrant(account);
      await createProject(records, grant, theirs, making);
      if (groupId === undefined) return;
      const within = await openProject(records, grant, id);
      const kind = treeKinds(defaultTreeLimits).buildTaskGroup;
      await createNode(records, within, kind, { id: groupId, name: 'theirs' }, making);
    });
    await close();

    const words = ['serve', '--demo', '--port', '0', '--data', directory];
    const { code, stdout, stderr } = await atelier(words);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `atelier: --demo: ${groupId ? 'group' : 'project'} ${groupId ?? id} belongs to another account\n`,
    );
  },
);
