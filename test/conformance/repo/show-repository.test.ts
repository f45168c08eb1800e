import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { alike, newProject, onEveryStore } from '../scene.ts';
import { badValue, enterProject, malformedGroupIds, newGroup } from './groups.ts';
import { badRepository, newRepository, noRepository } from './repositories.ts';

const showRepository = proven('CodeArtsRepo v4', 'ShowRepository');

onEveryStore((scene) => {
  it('shows a repository with its place, its owner and what lies in it', async () => {
    const project_id = await newProject(scene);
    const { core, world } = scene;
    const top = await newGroup(core, project_id, { name: 'top' });
    const group_id = await newGroup(core, project_id, { name: 'sub', parent_id: top });
    const { id, uuid } = await newRepository(core, project_id, {
      name: 'demo',
      description: 'text',
      group_id,
      visibility_level: 20,
      enable_readme: 1,
    });
    for (const client of [core, scene.token]) {
      const { body } = await client.send(showRepository, { repository_id: id });
      expect(body).toMatchObject({
        id,
        uuid,
        description: 'text',
        name: 'demo',
        path: 'demo',
        name_with_namespace: `${project_id} / top / sub / demo`,
        path_with_namespace: `${project_id}/top/sub/demo`,
        created_at: '2026-01-02T03:04:05.678Z',
        updated_at: '2026-01-02T03:04:05.678Z',
        last_activity_at: '2026-01-02T03:04:05.678Z',
        http_url_to_repo: `${world.endpoint}/${project_id}/top/sub/demo.git`,
        project_id,
        default_branch: 'master',
        empty_repo: false,
        visibility: 'public',
        namespace: {
          id: group_id,
          kind: 'group',
          full_path: `${project_id}/top/sub`,
          full_name: `${project_id} / top / sub`,
          parent_id: top,
          visibility_level: 20,
        },
        owner: { name: world.userName, state: 'active', tenant_name: world.domainName },
        ancestor_ids: [top, group_id],
        ancestor_names: ['top', 'sub'],
        permissions: { repository_access: { access_level: 50 } },
        statistics: { commit_count: 1 },
        branch_count: 1,
        tag_count: 0,
        member_count: 1,
      });
    }
  });

  it('shows an empty one directly under its project', async () => {
    const project_id = await newProject(scene);
    const { id } = await newRepository(scene.core, project_id, { name: 'bare' });
    const { body } = await scene.core.send(showRepository, { repository_id: id });
    expect(body).toMatchObject({
      empty_repo: true,
      branch_count: 0,
      statistics: { commit_count: 0 },
      ancestor_ids: [],
      namespace: { kind: 'project', full_path: project_id, parent_id: null },
    });
  });

  it.each(malformedGroupIds)('refuses %j as repository id', async (repository_id) => {
    const answer = await scene.token.send(showRepository, { repository_id });
    expect(answer).toMatchObject({ status: 400, body: badValue(badRepository) });
  });

  it('says the same of a group, and of what is unknown, elsewhere and hidden', async () => {
    const project_id = await newProject(scene);
    const viewer = await enterProject(scene, 'showing-viewer', 8, project_id);
    const group = await newGroup(scene.core, project_id, { name: 'group' });
    const hidden = await newRepository(scene.core, project_id, { name: 'hidden' });
    const away = { name: 'away', visibility_level: 20 };
    const elsewhere = await newRepository(scene.core, await newProject(scene), away);
    const ids = [2_000_000_000, group, hidden.id, elsewhere.id];
    const asked = ids.map((repository_id) => viewer.core.send(showRepository, { repository_id }));
    expect(alike(await Promise.all(asked))).toMatchObject({ status: 404, body: noRepository });
  });
});
