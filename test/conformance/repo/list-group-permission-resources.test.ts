import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { onEveryStore } from '../scene.ts';
import { badValue, notAllowed } from './groups.ts';

const listResources = proven('CodeArtsRepo v4', 'ListGroupPermissionResources');

onEveryStore((scene) => {
  it('lists what permissions are about', async () => {
    const names = async (query: object) => {
      const { body } = await scene.core.send(listResources, { ...query });
      const { resources } = body as { resources: { name: string }[] };
      return resources.map(({ name }) => name).join(' ');
    };
    const inRepositories = 'repository code member branch tag mr label';
    expect(await names({})).toBe(`group ${inRepositories}`);
    expect(await names({ scope: 'all' })).toBe(`group ${inRepositories}`);
    expect(await names({ scope: 'group' })).toBe('group');
    expect(await names({ scope: 'project' })).toBe(inRepositories);
    const answer = await scene.core.send(listResources, { scope: 'group' });
    expect(answer.body).toEqual({
      use_project_permission: true,
      resources: [
        {
          id: 1,
          name: 'group',
          name_cn: '代码组',
          resource_name_display: 'Repository Group',
          resource_name_cn_display: '代码组',
          path: null,
          scope: 'group',
          created_at: null,
          updated_at: null,
        },
      ],
    });
  });

  it('refuses another scope and who has no policy', async () => {
    const answer = await scene.core.send(listResources, { scope: 'x' });
    expect(answer).toMatchObject({ status: 400, body: badValue('\\[scope\\] must be one of') });
    const bare = await scene.enter('bare');
    const unallowed = await bare.core.send(listResources);
    expect(unallowed).toMatchObject({ status: 403, body: notAllowed('User: iam::') });
  });
});
