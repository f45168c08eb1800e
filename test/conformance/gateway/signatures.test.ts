import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAccessKey, createUser } from '../../../src/domain/access/index.ts';
import { createProject } from '../../../src/domain/projects/index.ts';
import { sdkDate, signingClient, vendorClient } from '../../clients.ts';
import { operationOf, type SdkOperation } from '../../strict-answers.ts';
import { newProject, onEveryStore, type Scene } from '../scene.ts';
import { speak } from './raw-socket.ts';

interface Vector {
  readonly id: string;
  readonly note: string;
  readonly ak: string;
  readonly sk: string;
  readonly wire: {
    readonly request_line: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body_base64: string;
  };
  readonly canonical_request: string;
}

const file = new URL('../../facts/signing-vectors.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: readonly Vector[] };

/** The project that the recorded requests name, and the IAM project that they send. */
const recordedProject = '41bcec7bf2c84efea690e987ca98ee40';
const recordedIamProject = '05ba0000000000000000000000000001';

/** What the recorded requests ask for, as far as it is offered. */
const offered: readonly (readonly [pattern: RegExp, operation: SdkOperation])[] = [
  [/^POST \/v4\/\w{32}\/groups /, operationOf('CodeArtsRepo v4', 'CreateGroup')],
  [/^GET \/v4\/\w{32}\/groups\/\d+ /, operationOf('CodeArtsRepo v4', 'ShowGroup')],
  [/^DELETE \/v4\/\w{32}\/groups\/\d+ /, operationOf('CodeArtsRepo v4', 'DeleteGroup')],
  [/^POST \/v1\/job\/\w{32}\/group\/create /, operationOf('CodeArtsBuild v3', 'CreateJobGroup')],
  [/^GET \/v4\/projects\?/, operationOf('ProjectMan v4', 'ListProjectsV4')],
  [/^DELETE \/v4\/projects\/\w{32} /, operationOf('ProjectMan v4', 'DeleteProjectV4')],
  [/^GET \/v4\/user /, operationOf('ProjectMan v4', 'ShowCurUserInfo')],
  [/^GET \/v3\/auth\/domains /, operationOf('IAM v3', 'KeystoneListAuthDomains')],
];

const operationFor = ({ wire }: Vector) =>
  offered.find(([pattern]) => pattern.test(wire.request_line))?.[1];
const header = ({ wire }: Vector, name: string) =>
  wire.headers.find(([each]) => each.toLowerCase() === name)?.[1];

/** The recorded request as the same client would send it now, byte for byte but for the date. */
function sentNow(vector: Vector): Buffer {
  const { ak, sk, wire, canonical_request } = vector;
  const then = header(vector, 'x-sdk-date') ?? '';
  const date = sdkDate(Date.now());
  const [algorithm = ''] = (header(vector, 'authorization') ?? '').split(' ');
  const hash = algorithm.endsWith('SM3') ? 'sm3' : 'sha256';
  const digest = createHash(hash).update(canonical_request.replaceAll(then, date)).digest('hex');
  const scope = /Credential=[^/]+\/([^,]+),/.exec(header(vector, 'authorization') ?? '')?.[1];
  const info = scope?.replace(then.slice(0, 8), date.slice(0, 8));
  const key = info ? Buffer.from(hkdfSync('sha256', sk, ak, info, 32)).toString('hex') : sk;
  const text = [algorithm, date, ...(info ? [info] : []), digest].join('\n');
  const signature = createHmac(hash, key).update(text).digest('hex');
  const lines = wire.headers.map(([name, value]) => {
    const dated = value
      .replace(then, date)
      .replace(`/${then.slice(0, 8)}/`, `/${date.slice(0, 8)}/`);
    return `${name}: ${dated.replace(/Signature=\w+$/, `Signature=${signature}`)}\r\n`;
  });
  const body = Buffer.from(wire.body_base64, 'base64');
  const head = `${wire.request_line}\r\n${lines.join('')}\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}

/** Gives the world every key pair and project that the recorded requests use. */
async function admitRecordedClients({ world, now }: Scene): Promise<void> {
  const { store, ids, passwords, vault } = world.server.data;
  const { operator, domainId } = world;
  const passwordHash = await passwords.hash('unused');
  const secrets = new Map(vectors.map(({ ak, sk }) => [ak, sk]));
  await store.write(async (records) => {
    for (const [accessKey, secretKey] of secrets) {
      const wanted = { name: accessKey, passwordHash, root: true };
      const user = await createUser(records, operator, wanted, { ids, now });
      const fixed = { accessKey, secretKey };
      await createAccessKey(records, operator, vault, user, now, fixed);
    }
    const id = recordedIamProject;
    const iamProject = { domainId, id, name: 'recorded', parentId: domainId, description: '' };
    await records.access.insertIamProject({ ...iamProject, createdAt: now });
    const project = { id: recordedProject, name: 'Recorded', description: '', type: 'scrum' };
    await createProject(records, operator, project, { ids, now });
  });
}

const createGroup = operationOf('CodeArtsRepo v4', 'CreateGroup');

onEveryStore((scene) => {
  describe('recorded requests', () => {
    beforeAll(() => admitRecordedClients(scene));

    const asked = vectors.filter((vector) => operationFor(vector));
    const unsupported = ['py-21-ecdsa-p256', 'py-22-sm2-sm3'];
    const temporary = asked.filter((vector) => header(vector, 'x-security-token'));
    const open = asked.filter(
      (vector) => !unsupported.includes(vector.id) && !temporary.includes(vector),
    );

    it('ask for what is offered with every client and algorithm', () => {
      const algorithms = open.map((vector) => header(vector, 'authorization')?.split(' ')[0]);
      const supported = ['SDK-HMAC-SHA256', 'V11-HMAC-SHA256', 'SDK-HMAC-SM3'];
      expect(new Set(algorithms)).toEqual(new Set(supported));
      const clients = open.map(({ id }) => id.split('-')[0]);
      expect(new Set(clients)).toEqual(new Set(['py', 'node', 'go', 'java', 'tf', 'cli']));
    });

    it.each(open)('$id is understood: $note', async (vector) => {
      const answer = await speak(scene.world, sentNow(vector), operationFor(vector));
      expect(answer.body ?? {}).not.toMatchObject({ error_code: expect.stringMatching(/^APIGW/) });
    });

    it.each(temporary)('$id is refused for its security token', async (vector) => {
      const answer = await speak(scene.world, sentNow(vector), operationFor(vector));
      expect(answer.status).toBe(401);
      expect(answer.text).toContain('X-Security-Token does not belong to this access key');
    });

    it.each(unsupported)('%s is refused, naming what is supported', async (id) => {
      const vector = vectors.find((each) => each.id === id)!;
      const answer = await speak(scene.world, sentNow(vector), operationFor(vector));
      const supported = 'supported:SDK-HMAC-SHA256, V11-HMAC-SHA256, SDK-HMAC-SM3';
      expect(answer.status).toBe(401);
      expect(answer.text).toContain(supported);
    });

    it.each(open)('$id is refused without the right secret', async (vector) => {
      const bytes = sentNow({ ...vector, sk: 'wrong' });
      const answer = await speak(scene.world, bytes, operationFor(vector));
      expect(answer).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
    });
  });

  it.each(['SDK-HMAC-SHA256', 'V11-HMAC-SHA256', 'SDK-HMAC-SM3'] as const)(
    'takes %s and no change of the body under it',
    async (algorithm) => {
      const project_id = await newProject(scene);
      const client = signingClient(scene.world, scene.world, { algorithm });
      const created = await client.send(createGroup, { project_id }, { name: 'a' });
      expect(created.status).toBe(201);
      const { accessKey } = scene.world;
      const wrong = signingClient(scene.world, { accessKey, secretKey: 'x' }, { algorithm });
      const answer = await wrong.send(createGroup, { project_id }, { name: 'b' });
      expect(answer).toMatchObject({ status: 401, body: { error_code: 'APIGW.0301' } });
    },
  );

  it("takes the core's derived signatures", async () => {
    const project_id = await newProject(scene);
    const derivedFor = { region: 'cn-north-4', service: 'codeartsrepo' };
    const core = vendorClient(scene.world, scene.world, { derivedFor });
    const created = await core.send(createGroup, { project_id }, { name: 'a' });
    expect(created.status).toBe(201);
    const { accessKey } = scene.world;
    const wrong = vendorClient(scene.world, { accessKey, secretKey: 'x' }, { derivedFor });
    expect((await wrong.send(createGroup, { project_id }, { name: 'b' })).status).toBe(401);
  });
});
