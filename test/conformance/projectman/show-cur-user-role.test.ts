import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, denied, noProject } from './answers.ts';

const showRole = proven('ProjectMan v4', 'ShowCurUserRole');

onEveryStore((scene) => {
  it.each([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])('answers role %i', async (role) => {
    const { core, token } = await scene.enter(`role-${role}`, { role });
    const { projectId: project_id } = scene.world;
    for (const client of [core, token]) {
      expect((await client.send(showRole, { project_id })).body).toEqual({ user_role: role });
    }
  });

  it('answers -1 to the creator, and to the root user everywhere', async () => {
    const maker = await scene.enter('maker');
    const project_id = await newProject({ ...scene, token: maker.token });
    for (const client of [maker.core, scene.core]) {
      expect((await client.send(showRole, { project_id })).body).toEqual({ user_role: -1 });
    }
  });

  it('refuses a malformed project id', async () => {
    expect(await scene.core.send(showRole, { project_id: 'x' })).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(showRole, { project_id }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('obeys a policy that denies it', async () => {
    const { projectId: project_id } = scene.world;
    const { core, person } = await scene.enter('denied', { role: 4 });
    await scene.world.allow(person, 'Deny', 'codeartsreq:member:getRole');
    const answer = await core.send(showRole, { project_id });
    expect(answer).toMatchObject(denied('codeartsreq:member:getRole'));
  });
});
