import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badValue, newGroup, noGroup, noProject } from './groups.ts';
import { newRepository } from './repositories.ts';

const validate = proven('CodeArtsRepo v4', 'BatchValidateRepoNames');
const validateV1 = proven('CodeArtsRepo v3 (v1-v3 paths)', 'ShowRepositoryNameExist');

onEveryStore((scene) => {
  it('tells whether a repository may have a name, and why not', async () => {
    const project_id = await newProject(scene);
    const { core } = scene;
    const group_id = await newGroup(core, project_id, { name: 'Group' });
    await newRepository(core, project_id, { name: 'taken', group_id });
    const ask = async (name: string, where: object = {}) => {
      const { body } = await core.send(validate, {}, { name, project_id, ...where });
      return (body as object[])[0];
    };
    expect(await ask('TAKEN')).toEqual({
      name: 'TAKEN',
      project_id,
      group_id: null,
      result: true,
      error_message: null,
    });
    expect(await ask('TAKEN', { group_id })).toMatchObject({
      group_id,
      result: false,
      error_message: expect.stringContaining('named TAKEN exists under the same parent'),
    });
    expect(await ask('group')).toMatchObject({ result: false });
    expect(await ask('a b')).toMatchObject({
      result: false,
      error_message: expect.stringContaining('must be 1 to 256 letters'),
    });
    const long = await ask('x'.repeat(256), { group_id });
    expect(long).toMatchObject({
      result: false,
      error_message: expect.stringContaining('may have 256 characters'),
    });

    for (const [repository_name, free] of [
      ['taken', true],
      ['GROUP', false],
      ['a.git', false],
    ] as const) {
      const named = { project_uuid: project_id, repository_name };
      const answer = await core.send(validateV1, named);
      expect(answer.body).toEqual({ result: free, status: 'success' });
    }
  });

  it('refuses malformed values, and groups that are not there', async () => {
    const project_id = await newProject(scene);
    const nothing = await scene.core.send(validate, {}, { project_id });
    expect(nothing).toMatchObject({ status: 400, body: badValue('\\[name\\]') });
    const body = { name: 'r', project_id, group_id: 2_000_000_000 };
    const noParent = await scene.core.send(validate, {}, body);
    expect(noParent).toMatchObject({ status: 404, body: noGroup });
    const named = { project_uuid: 'x', repository_name: 'r' };
    const badV1 = await scene.core.send(validateV1, named);
    expect(badV1).toMatchObject({ status: 400, body: badValue('\\[project_uuid\\]') });
    const heard = await heardByAnOutsider(scene, (client, id) =>
      client.send(validate, {}, { name: 'r', project_id: id }),
    );
    expect(heard).toMatchObject({ status: 403, body: noProject });
  });
});
