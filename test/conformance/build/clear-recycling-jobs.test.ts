import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { binOf, recycledTask } from './recycle-bin.ts';
import { newTask, tasksOf } from './tasks.ts';

const operation = proven('CodeArtsBuild v3', 'ClearRecyclingJobs');

onEveryStore((scene) => {
  it('deletes for good what the caller may restore', async () => {
    const mine = await newProject(scene);
    const others = await newProject(scene);
    const maker = await scene.enter('maker', { role: 4, in: mine });
    await scene.world.join(maker.person, others, 8);
    await newTask(scene.core, mine, 'stays');
    await recycledTask(scene.core, mine, 'a');
    await recycledTask(maker.core, mine, 'b');
    const hidden = await recycledTask(scene.core, others, 'c');
    const answer = await maker.core.send(operation, {});
    expect(answer).toMatchObject({ status: 200, body: { error: null, status: 'success' } });
    expect(await binOf(scene.core, mine)).toEqual([]);
    expect(await binOf(scene.core, others)).toEqual([hidden]);
    expect(await tasksOf(scene.core, mine)).toHaveLength(1);
    expect((await scene.token.send(operation, {})).status).toBe(200);
    expect(await binOf(scene.core, others)).toEqual([]);
  });

  it('obeys a policy that denies it', async () => {
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'codeartsbuild:*:*');
    const reason = 'User: iam::.* perform: codeartsbuild:job:clearRecycleBin ';
    expect(await core.send(operation, {})).toMatchObject({
      status: 403,
      body: invalidParam(reason),
    });
  });
});
