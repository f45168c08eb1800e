import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { denied, heardOfNobody, notFound, refused, rootOf } from './answers.ts';

const deleteUser = proven('IAM v5', 'DeleteUserV5');
const showUser = operationOf('IAM v5', 'ShowUserV5');
const callerIdentity = operationOf('STS v1', 'GetCallerIdentity');
const listMembers = operationOf('ProjectMan v4', 'ListProjectMembersV4');
const createGroup = operationOf('CodeArtsBuild v3', 'CreateJobGroup');
const groupTree = operationOf('CodeArtsBuild v3', 'ListGroupTree');

onEveryStore((scene) => {
  it('takes all that is theirs along, and leaves what they made', async () => {
    const project_id = await newProject(scene);
    const part = { role: 3, in: project_id, allow: ['*'] };
    const { core, token, person } = await scene.enter('leaving', part);
    await core.send(createGroup, { project_id }, { name: 'made by them' });
    const user_id = person.user.id;
    expect((await scene.core.send(deleteUser, { user_id })).text).toBe('');

    expect((await core.send(callerIdentity)).status).toBe(401);
    expect((await token.send(callerIdentity)).status).toBe(401);
    expect((await scene.core.send(showUser, { user_id })).status).toBe(404);
    const members = await scene.core.send(listMembers, { project_id });
    expect(members.body).toMatchObject({ total: 1 });
    const tree = await scene.core.send(groupTree, { project_id });
    expect(tree.text).toContain('made by them');

    const { domainId } = scene.world;
    const left = await scene.world.server.data.store.read(async ({ access }) => ({
      keys: await access.listAccessKeys(domainId, user_id),
      use: await access.findKeyUse(person.accessKey),
      login: await access.findLastLogin(domainId, user_id),
      password: await access.findPasswordHash(domainId, user_id),
      policies: await access.listPoliciesOfUser(domainId, user_id),
    }));
    const none = { use: undefined, login: undefined, password: undefined };
    expect(left).toEqual({ keys: [], policies: [], ...none });
  });

  it('is done once, and never to the root user', async () => {
    const { person } = await scene.enter('once');
    const user_id = person.user.id;
    expect((await scene.core.send(deleteUser, { user_id })).status).toBe(204);
    expect(await scene.core.send(deleteUser, { user_id })).toMatchObject(notFound('Could not'));
    const root = await scene.core.send(deleteUser, { user_id: await rootOf(scene) });
    expect(root).toMatchObject(refused(409, 'PAP5.0006', '.* cannot be removed'));
  });

  it('finds nobody of another account, and asks for a policy', async () => {
    const answer = await heardOfNobody(scene, (client, user_id) =>
      client.send(deleteUser, { user_id }),
    );
    expect(answer).toMatchObject(notFound('Could not find user'));
    const { core, person } = await scene.enter('bare');
    const asked = await core.send(deleteUser, { user_id: person.user.id });
    expect(asked).toMatchObject(denied('iam:users:deleteUserV5'));
  });
});
