import type { Client } from '../clients.ts';
import type { Answer } from '../strict-answers.ts';
import { alike, newAccount, type Scene, unknownId } from './scene.ts';

/** The root user of the scene's account. */
export async function rootOf({ world }: Scene): Promise<string> {
  const { domainId, userName } = world;
  const { store } = world.server.data;
  const find = store.read((records) => records.access.findUserByName(domainId, userName));
  return (await find)?.id ?? '';
}

/** The root user of another account. */
export async function foreignUser(scene: Scene): Promise<string> {
  const { accessKey } = await newAccount(scene, 'of strangers');
  const { store } = scene.world.server.data;
  const find = store.read((records) => records.access.findAccessKey(accessKey));
  return (await find)?.key.userId ?? '';
}

/** What is heard of an unknown user and of one of another account: expected to be one answer. */
export async function heardOfNobody(
  scene: Scene,
  send: (client: Client, userId: string) => Promise<Answer>,
): Promise<Answer> {
  const answers: Answer[] = [];
  for (const id of [unknownId, await foreignUser(scene)]) {
    const answer = await send(scene.core, id);
    answers.push({ ...answer, text: answer.text.replaceAll(id, 'ID') });
  }
  return alike(answers);
}

/** What is heard of an unknown access key and of one of another account, likewise. */
export async function heardOfNoKey(
  scene: Scene,
  send: (client: Client, accessKey: string) => Promise<Answer>,
): Promise<Answer> {
  const { accessKey } = await newAccount(scene, 'of other keys');
  const answers: Answer[] = [];
  for (const key of ['ABCDEFGHIJKLMNOPQRST', accessKey]) {
    const answer = await send(scene.core, key);
    answers.push({ ...answer, text: answer.text.replaceAll(key, 'KEY') });
  }
  return alike(answers);
}
