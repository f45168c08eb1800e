import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { vendorClient } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { buildProject, onEveryStore, repoProject } from '../scene.ts';
import { selfSigned } from './self-signed.ts';

const { certificate, key } = selfSigned();
const directory = mkdtempSync(join(tmpdir(), 'atelier-tls-'));
const tls = { certFile: join(directory, 'cert.pem'), keyFile: join(directory, 'key.pem') };
writeFileSync(tls.certFile, certificate);
writeFileSync(tls.keyFile, key);
afterAll(() => rmSync(directory, { recursive: true }));

const createJobGroup = operationOf('CodeArtsBuild v3', 'CreateJobGroup');
const createGroup = operationOf('CodeArtsRepo v4', 'CreateGroup');
const listProjects = operationOf('IAM v3', 'KeystoneListProjects');
const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');

onEveryStore(
  (scene) => {
    it.each(['core', 'token', 'hand'] as const)(
      'answers every service over https, %s',
      async (way) => {
        const client = scene[way];
        const build = { project_id: buildProject };
        const repo = { project_id: repoProject };
        const body = { name: `over-https-by-${way}` };
        expect((await client.send(createJobGroup, build, body)).status).toBe(200);
        expect((await client.send(createJobGroup, build, body)).status).toBe(400);
        expect((await client.send(createGroup, repo, body)).status).toBe(201);
        expect((await client.send(createGroup, repo, body)).status).toBe(400);
        expect((await client.send(showUser)).status).toBe(200);
        const projects = await client.send(listProjects, { name: 'cn-north-4' });
        expect(scene.world.endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
        expect(projects.body).toMatchObject({
          links: { self: `${scene.world.endpoint}/v3/projects` },
        });
      },
    );

    it('refuses a wrong signature over https', async () => {
      const keys = { accessKey: scene.world.accessKey, secretKey: 'wrong' };
      const core = vendorClient({ endpoint: scene.world.endpoint, ca: certificate }, keys);
      expect((await core.send(showUser)).status).toBe(401);
    });

    it('is not trusted without the certificate', async () => {
      const core = vendorClient({ endpoint: scene.world.endpoint }, scene.world);
      await expect(core.send(showUser)).rejects.toMatchObject({
        errorMsg: expect.stringContaining('self-signed'),
      });
    });
  },
  { tls },
  certificate,
);
