import { expect, it } from 'vitest';
import { maxTasksPerAccount } from '../../../src/domain/builds/index.ts';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { newTask } from './tasks.ts';

const checkCount = proven('CodeArtsBuild v3', 'CheckJobCountIsTopLimit');

onEveryStore((scene) => {
  it('tells when the account is full', async () => {
    const id = await newTask(scene.core, await newProject(scene), 'a');
    const { domainId, server } = scene.world;
    const free = { result: false, error: null, status: 'success' };
    expect((await scene.core.send(checkCount)).body).toEqual(free);
    await server.data.store.write(async ({ builds }) => {
      const task = await builds.findTask(domainId, id, '');
      if (!task) throw new Error('the task is gone');
      for (let i = 1; i < maxTasksPerAccount; i += 1) {
        await builds.insertTask({ ...task, id: server.data.ids.next(), name: `t${i}` });
      }
    });
    for (const client of [scene.core, scene.token]) {
      expect((await client.send(checkCount)).body).toEqual({ ...free, result: true });
    }
  }, 60_000);

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsbuild:*:*');
    const reason = 'User: iam::.* perform: codeartsbuild:job:checkCount ';
    expect(await core.send(checkCount)).toMatchObject({ status: 403, body: invalidParam(reason) });
  });
});
