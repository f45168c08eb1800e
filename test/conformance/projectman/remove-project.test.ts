import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { heardByAnOutsider, newProject, onEveryStore } from '../scene.ts';
import { badProject, denied, noProject, paramError } from './answers.ts';
import { expectMembers } from './members.ts';

const quit = proven('ProjectMan v4', 'RemoveProject');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('lets any member go through the %s', async (way) => {
    const project_id = await newProject(scene);
    const participant = await scene.enter(`participant-${way}`, { role: 7, in: project_id });
    const manager = await scene.enter(`manager-${way}`, { role: 3, in: project_id });
    for (const leaver of [participant, manager]) {
      const answer = await leaver[way].send(quit, { project_id });
      expect(answer).toMatchObject({ status: 204, text: '' });
      expect(await leaver[way].send(quit, { project_id })).toMatchObject(noProject);
    }
    await expectMembers(scene, project_id, []);
  });

  it('keeps the creator', async () => {
    const project_id = await newProject(scene);
    const reason = '\\[user_id\\] the creator of a project stays a member of it';
    expect(await scene.core.send(quit, { project_id })).toMatchObject(paramError(reason));
    await expectMembers(scene, project_id, []);
  });

  it('has nothing to end for a root user who is no member', async () => {
    const { token } = await scene.enter('maker');
    const project_id = await newProject({ ...scene, token });
    const reason = '\\[user_id\\] the user is not a member of the project';
    expect(await scene.core.send(quit, { project_id })).toMatchObject(paramError(reason));
  });

  it('refuses a malformed project id', async () => {
    expect(await scene.core.send(quit, { project_id: 'x' })).toMatchObject(badProject);
  });

  it('tells an unknown project, a foreign one and a hidden one alike', async () => {
    const answer = await heardByAnOutsider(scene, (client, project_id) =>
      client.send(quit, { project_id }),
    );
    expect(answer).toMatchObject(noProject);
  });

  it('obeys a policy that denies it', async () => {
    const project_id = await newProject(scene);
    const { core, person } = await scene.enter('denied', { role: 4, in: project_id });
    await scene.world.allow(person, 'Deny', 'codeartsreq:member:quit');
    const answer = await core.send(quit, { project_id });
    expect(answer).toMatchObject(denied('codeartsreq:member:quit'));
  });
});
