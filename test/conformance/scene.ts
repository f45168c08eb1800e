import { afterAll, beforeAll, describe, expect } from 'vitest';
import { createAccessKey, createUser, operatorGrant } from '../../src/domain/access/index.ts';
import { createProject } from '../../src/domain/projects/index.ts';
import type { ServerConfiguration } from '../../src/main.ts';
import {
  type Client,
  type KeyPair,
  type Login,
  type Reached,
  signingClient,
  tokenClient,
  tokenOf,
  vendorClient,
} from '../clients.ts';
import { type Answer, operationOf, withoutSeal } from '../strict-answers.ts';
import { openWorld, type Person, stores, type World } from '../world.ts';

/** One user with every way to call. */
export interface Cast {
  /** AK/SK through the vendor's published core. */
  readonly core: Client;
  /** A token of the region's IAM project. */
  readonly token: Client;
  /** AK/SK signed by hand, for what the core cannot send. */
  readonly hand: Client;
}

/** A server with its root user on stage, and a data clock that tests move. */
export interface Scene extends Cast {
  readonly world: World;
  /** The time that stamps the data, in ms. */
  now: number;
  /** A user of the first account; `allow` attaches a policy with these actions. */
  enter(name: string, part?: { role?: number; in?: string; allow?: string[] }): Promise<Role>;
}

export interface Role extends Cast {
  readonly person: Person;
}

/** 2026-01-02 03:04:05.678 UTC: the time at which every scene begins. */
export const beginning = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** The projects that the vendor's examples name, which every world has. */
export const buildProject = 'b4d3971c3988463b865f6f920846149e';
export const repoProject = '0b234373cf3f4b04ab2d8a245155e12b';

/** No project, group or user has this id. */
export const unknownId = '0123456789abcdef0123456789abcdef';

/** Runs a suite on a fresh server for every store; `ca` is the certificate to trust over https. */
export function onEveryStore(
  suite: (scene: Scene) => void,
  changes: Partial<ServerConfiguration> = {},
  ca?: string,
): void {
  describe.each(stores)('on the %s store', (store) => {
    const scene = { now: beginning } as Scene;
    const reached = ({ endpoint }: World): Reached => ({ endpoint, ...(ca ? { ca } : {}) });
    const enter: Scene['enter'] = async (name, { role, in: projectId, allow } = {}) => {
      const { world } = scene;
      const person = await world.addUser(name);
      if (allow) await world.allow(person, 'Allow', ...allow);
      if (role !== undefined) await world.join(person, projectId ?? world.projectId, role);
      return { person, ...(await castOf(reached(world), person, loginOf(scene, person))) };
    };
    beforeAll(async () => {
      const clock = { now: () => scene.now };
      const world = await openWorld(store, { clock, ...changes });
      const root = await castOf(reached(world), world, world);
      Object.assign(scene, { world, ...root, enter });
    });
    afterAll(() => scene.world.close());
    suite(scene);
  });
}

/** What a person of the scene's first account logs in with. */
export function loginOf({ world }: Scene, { user, password }: Person): Login {
  return { domainName: world.domainName, userName: user.name, password };
}

async function castOf(at: Reached, keys: KeyPair, login: Login): Promise<Cast> {
  return {
    core: vendorClient(at, keys),
    token: tokenClient(at, await tokenOf(at, login)),
    hand: signingClient(at, keys),
  };
}

/** A project of the root user's that nothing else uses. */
export async function newProject({ token }: Scene): Promise<string> {
  projects += 1;
  const body = { project_name: `Project ${projects}`, project_type: 'scrum' };
  const answer = await token.send(operationOf('ProjectMan v4', 'CreateProjectV4'), {}, body);
  return (answer.body as { project_id: string }).project_id;
}

let projects = 0;

/** Another account on the same server: its root user's keys, IAM project and CodeArts project. */
export async function newAccount(
  { world, now }: Scene,
  name: string,
): Promise<KeyPair & { readonly iamProjectId: string; readonly projectId: string }> {
  const { store, ids, passwords, vault } = world.server.data;
  const account = { domainId: ids.next(), name, createdAt: now };
  const passwordHash = await passwords.hash('Secret-1');
  return store.write(async (records) => {
    const { domainId } = account;
    await records.access.insertAccount(account);
    const operator = operatorGrant(account);
    const wanted = { name, passwordHash, root: true };
    const user = await createUser(records, operator, wanted, { ids, now });
    const { key, secretKey } = await createAccessKey(records, operator, vault, user, now);
    const iamProject = { domainId, id: ids.next(), name: 'cn-north-4', parentId: domainId };
    await records.access.insertIamProject({ ...iamProject, description: '', createdAt: now });
    const project = { name: `Of ${name}`, description: '', type: 'scrum' };
    const { id } = await createProject(records, operator, project, { ids, now });
    const { accessKey } = key;
    return { accessKey, secretKey, iamProjectId: iamProject.id, projectId: id };
  });
}

/** All of an answer that a client could tell it from another by, but for time and request id. */
function allButRequestId({ status, headers, text }: Answer): object {
  const { date: _date, 'x-request-id': requestId = '', ...others } = headers;
  const same = Object.entries(others).map(([name, value]) => [name, value.replace(requestId, '')]);
  return {
    status,
    headers: Object.fromEntries(same),
    text: withoutSeal(text).replace(requestId, ''),
  };
}

/** Expects that nobody can tell these answers apart, and gives the first. */
export function alike<Of extends Answer>([first, ...others]: readonly Of[]): Of {
  if (!first) throw new Error('no answers to compare');
  for (const other of others) expect(allButRequestId(other)).toEqual(allButRequestId(first));
  return first;
}

/**
 * What a user who may do everything, but has joined no project, hears of an unknown project, one of
 * another account and one that they do not see: expected to be one answer, however they call.
 */
export async function heardByAnOutsider(
  scene: Scene,
  send: (client: Client, projectId: string) => Promise<Answer>,
): Promise<Answer> {
  const stranger = await newAccount(scene, 'of strangers');
  const { core, token } = await scene.enter('outsider', { allow: ['*'] });
  const projects = [unknownId, stranger.projectId, scene.world.projectId];
  const answers = [core, token].flatMap((client) => projects.map((id) => send(client, id)));
  return alike(await Promise.all(answers));
}
