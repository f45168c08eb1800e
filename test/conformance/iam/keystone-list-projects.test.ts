import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import { Region } from '@huaweicloud/huaweicloud-sdk-core/region/region.js';
import { describe, expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore, unknownId } from '../scene.ts';
import { badBody, denied } from './answers.ts';

const listProjects = proven('IAM v3', 'KeystoneListProjects');
const createProject = operationOf('IAM v3', 'KeystoneCreateProject');

onEveryStore(
  (scene) => {
    it('answers exactly one project for a region that is served', async () => {
      const { world } = scene;
      const self = `${world.endpoint}/v3/projects`;
      for (const client of [scene.core, scene.token]) {
        const answer = await client.send(listProjects, { name: 'cn-north-4' });
        expect(answer.body).toEqual({
          links: { self, previous: null, next: null },
          projects: [
            {
              id: world.iamProjectId,
              name: 'cn-north-4',
              domain_id: world.domainId,
              parent_id: world.domainId,
              description: '',
              enabled: true,
              is_domain: false,
              links: { self: `${self}/${world.iamProjectId}`, previous: null, next: null },
            },
          ],
        });
        expect(answer.headers).toMatchObject({
          'x-iam-trace-id': answer.headers['x-request-id'],
          'cache-control': 'no-cache, no-store, must-revalidate',
          pragma: 'no-cache',
        });
      }
    });

    it('is what the core learns its project from', async () => {
      const { world } = scene;
      // The core's own call for the region's id, then one of ours whose header we can see.
      const sent: (string | undefined)[] = [];
      const echo = createServer((request, response) => {
        sent.push(request.headers['x-project-id'] as string | undefined);
        response.end('{}');
      });
      await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
      const address = `http://127.0.0.1:${(echo.address() as AddressInfo).port}`;
      const credentials = new BasicCredentials()
        .withAk(world.accessKey)
        .withSk(world.secretKey)
        .withIamEndpoint(world.endpoint);
      const core = new ClientBuilder((client) => client)
        .withCredential(credentials)
        .withRegion(new Region('cn-north-4', address))
        .build();
      const nothing = { contentType: 'application/json', queryParams: {}, pathParams: {} };
      await core.sendRequest({ method: 'GET', url: '/x', headers: {}, ...nothing });
      expect(sent).toEqual([world.iamProjectId]);
      await new Promise((resolve) => echo.close(resolve));
    });

    describe('filters', () => {
      it.each([
        [{}, ['cn-north-4', 'eu-west-101']],
        [{ name: 'eu-west-101' }, ['eu-west-101']],
        [{ name: 'CN-NORTH-4' }, []],
        [{ name: 'no-such-1' }, []],
        [{ name: '' }, []],
        [{ enabled: true }, ['cn-north-4', 'eu-west-101']],
        [{ enabled: false }, []],
        [{ is_domain: true }, []],
        [{ is_domain: false }, ['cn-north-4', 'eu-west-101']],
        [{ domain_id: unknownId }, []],
        [{ parent_id: unknownId }, []],
        [{ page: 1, per_page: 1 }, ['cn-north-4']],
        [{ page: 2, per_page: 1 }, ['eu-west-101']],
        [{ page: 3, per_page: 1 }, []],
        [{ page: 1, per_page: 5000 }, ['cn-north-4', 'eu-west-101']],
      ])('by %j', async (query, names) => {
        const answer = await scene.core.send(listProjects, query);
        const { projects } = answer.body as { projects: { name: string }[] };
        expect(projects.map(({ name }) => name)).toEqual(names);
      });

      it('by account and by the project above', async () => {
        const { core, world } = scene;
        const body = { project: { name: 'eu-west-101_sub' } };
        const { project } = (await core.send(createProject, {}, body)).body as {
          project: { id: string; parent_id: string };
        };
        const namesOf = async (query: Record<string, string>) => {
          const answer = await core.send(listProjects, query);
          return (answer.body as { projects: { name: string }[] }).projects.map((p) => p.name);
        };
        expect(await namesOf({ parent_id: project.parent_id })).toEqual(['eu-west-101_sub']);
        expect(await namesOf({ parent_id: world.domainId })).toHaveLength(2);
        expect(await namesOf({ domain_id: world.domainId })).toHaveLength(3);
      });
    });

    it('lets an IAM user learn their project without a policy, and not against one', async () => {
      const { core, person } = await scene.enter('user');
      expect((await core.send(listProjects, { name: 'cn-north-4' })).status).toBe(200);
      await scene.world.allow(person, 'Deny', 'iam:projects:listProjects');
      const answer = await core.send(listProjects, { name: 'cn-north-4' });
      expect(answer).toMatchObject(denied('iam:projects:listProjects'));
    });

    it.each([
      [{ page: 1 }, '\\[per_page\\] is required'],
      [{ per_page: 1 }, '\\[page\\] is required'],
      [{ page: 0, per_page: 1 }, '\\[page\\] must be an integer from 1'],
      [{ page: 1, per_page: 5001 }, '\\[per_page\\] must be an integer from 1 to 5000'],
      [{ page: 'a', per_page: 1 }, '\\[page\\] must be an integer'],
      [{ enabled: 'yes' }, '\\[enabled\\] must be true or false'],
    ])('refuses %j', async (query, reason) => {
      const answer = await scene.core.send(listProjects, query);
      expect(answer).toMatchObject(badBody(reason));
    });
  },
  { regions: ['cn-north-4', 'eu-west-101'] },
);
