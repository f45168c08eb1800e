import { beforeAll, describe, expect, it } from 'vitest';
import { ask, proven, signed } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newAccount, onEveryStore, type Role } from '../scene.ts';
import { denied, paramError } from './answers.ts';

const listProjects = proven('ProjectMan v4', 'ListProjectsV4');
const createProject = operationOf('ProjectMan v4', 'CreateProjectV4');

const page = { offset: 0, limit: 1000 };

interface List {
  readonly projects: readonly { readonly project_name: string }[];
  readonly total: number;
}

onEveryStore(
  (scene) => {
    let user: Role;
    let beta: string;
    const names = ['_3', 'beta', 'Alpha', 'First project'];

    beforeAll(async () => {
      await newAccount(scene, 'foreign');
      user = await scene.enter('user');
      const create = async (seconds: number, body: object) => {
        scene.now += seconds * 1000;
        const answer = await scene.core.send(createProject, {}, body);
        return (answer.body as { project_id: string }).project_id;
      };
      await create(1, { project_name: 'Alpha', project_type: 'scrum', description: 'The FIRST' });
      beta = await create(1, { project_name: 'beta', project_type: 'xboard' });
      await create(1, { project_name: '_3', project_type: 'normal' });
      await scene.world.join(user.person, beta, 8);
    });

    it('lists every project of the account to its root user', async () => {
      const { world } = scene;
      for (const client of [scene.core, scene.token]) {
        const answer = await client.send(listProjects, page);
        const { projects, total } = answer.body as List;
        expect([projects.map((project) => project.project_name), total]).toEqual([names, 4]);
        const at = Date.UTC(2026, 0, 2, 3, 4, 6, 678);
        expect(projects[2]).toEqual({
          project_num_id: expect.any(Number),
          project_id: expect.stringMatching(/^[0-9a-f]{32}$/),
          project_name: 'Alpha',
          description: 'The FIRST',
          created_time: at,
          updated_time: at,
          project_type: 'scrum',
          creator: {
            user_num_id: expect.any(Number),
            user_id: expect.stringMatching(/^[0-9a-f]{32}$/),
            user_name: world.userName,
            domain_id: world.domainId,
            domain_name: world.domainName,
            nick_name: world.userName,
          },
        });
      }
    });

    it.each([
      [{ search: 'first' }, ['Alpha', 'First project'], 2],
      [{ search: '%' }, [], 0],
      [{ search: '_' }, ['_3'], 1],
      [{ search: '' }, names, 4],
      [{ project_type: 'xboard' }, ['beta'], 1],
      [{ project_type: 'ipd' }, [], 0],
      [{ search: 'e', project_type: 'scrum' }, ['Alpha', 'First project'], 2],
      [{ sort: 'created_on:asc' }, names.toReversed(), 4],
      [{ sort: 'created_on:DESC' }, names, 4],
      [{ sort: 'created_onasc' }, names.toReversed(), 4],
      [{ sort: 'created_on%3Aasc' }, names.toReversed(), 4],
      [{ sort: 'name:desc', project_type: 'scrum' }, ['First project', 'Alpha'], 2],
      [{ sort: 'name:asc,created_on:desc', project_type: 'scrum' }, ['Alpha', 'First project'], 2],
      [{ archive: 'true' }, [], 0],
      [{ archive: 'false' }, names, 4],
      [{ query_type: 'none' }, names, 4],
      [{ query_type: 'domain_projects' }, names, 4],
      [{ query_type: 'absent' }, [], 0],
      [{ limit: 2 }, names.slice(0, 2), 4],
      [{ offset: 1, limit: 2 }, names.slice(1, 3), 4],
      [{ offset: 4 }, [], 4],
      [{ offset: 10_000 }, [], 4],
    ])('asked with %j answers %j', async (query, expected, total) => {
      const answer = await scene.core.send(listProjects, { ...page, ...query });
      const { projects, total: counted } = answer.body as List;
      expect([projects.map((project) => project.project_name), counted]).toEqual([expected, total]);
    });

    it('answers ten unless told, and needs neither offset nor limit', async () => {
      for (let i = 0; i < 8; i++) {
        const body = { project_name: `filler ${i}`, project_type: 'basic' };
        await user.core.send(createProject, {}, body);
      }
      const request = { method: 'GET', target: '/v4/projects' };
      const headers = signed(scene.world, request);
      const answer = await ask(scene.world, { ...request, headers }, listProjects);
      const { projects, total } = answer.body as List;
      expect([projects.length, total]).toEqual([10, 12]);
    });

    it('shows users the projects that they have joined, and no others', async () => {
      for (const [query, expected] of [
        [{ project_type: 'xboard' }, ['beta']],
        [{ project_type: 'scrum' }, []],
        [{ query_type: 'domain_projects', search: 'a', project_type: 'xboard' }, ['beta']],
        [{ query_type: 'absent' }, []],
      ] as const) {
        const answer = await user.core.send(listProjects, { ...page, ...query });
        const { projects } = answer.body as List;
        expect(projects.map((project) => project.project_name)).toEqual(expected);
      }
    });

    describe('refuses', () => {
      it.each([
        [{ offset: -1 }, '\\[offset\\] must be an integer from 0 to 10000'],
        [{ offset: 10_001 }, '\\[offset\\] must be an integer from 0 to 10000'],
        [{ limit: 0 }, '\\[limit\\] must be an integer from 1 to 1000'],
        [{ limit: 1001 }, '\\[limit\\] must be an integer from 1 to 1000'],
        [{ limit: 'ten' }, '\\[limit\\] must be an integer'],
        [{ project_type: 'kanban' }, '\\[project_type\\] must be one of scrum'],
        [{ sort: 'size:asc' }, '\\[sort\\] must be name or created_on'],
        [{ sort: 'name' }, '\\[sort\\] must be name or created_on'],
        [{ archive: '1' }, '\\[archive\\] must be one of true, false'],
        [{ query_type: 'all' }, '\\[query_type\\] must be one of none, domain_projects, absent'],
      ])('%j', async (query, reason) => {
        const answer = await scene.core.send(listProjects, { ...page, ...query });
        expect(answer).toMatchObject(paramError(reason));
      });

      it('whom a policy denies it', async () => {
        const { core, person } = await scene.enter('denied');
        await scene.world.allow(person, 'Deny', '*');
        const answer = await core.send(listProjects, { offset: 0, limit: 0 });
        expect(answer).toMatchObject(denied('codeartsreq:project:list'));
      });
    });
  },
  { demo: false },
);
