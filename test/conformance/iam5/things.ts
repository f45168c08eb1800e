import { expect } from 'vitest';
import { type Client, vendorClient } from '../../clients.ts';
import { type Answer, operationOf, type SdkOperation } from '../../strict-answers.ts';
import { alike, newAccount, type Scene, unknownId } from '../scene.ts';

const iam5 = (id: string) => operationOf('IAM v5', id);

/** A document that allows or denies these actions. */
export const documentOf = (effect: 'Allow' | 'Deny', ...actions: string[]) =>
  JSON.stringify({ Version: '5.0', Statement: [{ Effect: effect, Action: actions }] });

export const harmless = documentOf('Allow', 'none:*:*');

let things = 0;
/** A name that nothing else of the file has. */
export const freshName = () => `thing-${++things}`;

/** Sends what must succeed. */
async function done(client: Client, operation: SdkOperation, values = {}, body?: unknown) {
  const answer = await client.send(operation, values, body);
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
}

export async function newGroup(client: Client, group_name = freshName()) {
  const body = await done(client, iam5('CreateGroupV5'), {}, { group_name });
  return (body as { group: { group_id: string; group_name: string } }).group;
}

export async function newPolicy(client: Client, policy_document = harmless, path?: string) {
  const wanted = { policy_name: freshName(), policy_document, ...(path ? { path } : {}) };
  const body = await done(client, iam5('CreatePolicyV5'), {}, wanted);
  return (body as { policy: { policy_id: string; policy_name: string } }).policy;
}

export async function newVersion(client: Client, policy_id: string, set_as_default = false) {
  const wanted = { policy_document: harmless, set_as_default };
  const body = await done(client, iam5('CreatePolicyVersionV5'), { policy_id }, wanted);
  return (body as { policy_version: { version_id: string } }).policy_version.version_id;
}

/** A new user of the first account. */
export async function newUser(scene: Scene) {
  const { user } = await scene.world.addUser(freshName());
  return { user_id: user.id, user_name: user.name };
}

export const join = (client: Client, group_id: string, user_id: string) =>
  done(client, iam5('AddUserToGroupV5'), { group_id }, { user_id });
export const leave = (client: Client, group_id: string, user_id: string) =>
  done(client, iam5('RemoveUserFromGroupV5'), { group_id }, { user_id });
export const attachToUser = (client: Client, policy_id: string, user_id: string) =>
  done(client, iam5('AttachUserPolicyV5'), { policy_id }, { user_id });
export const attachToGroup = (client: Client, policy_id: string, group_id: string) =>
  done(client, iam5('AttachGroupPolicyV5'), { policy_id }, { group_id });

let accounts = 0;
/** The root user of a new account, through the vendor's core. */
export async function stranger(scene: Scene): Promise<Client> {
  accounts += 1;
  return vendorClient(scene.world, await newAccount(scene, `stranger ${accounts}`));
}

/**
 * What is heard of a thing that nobody has and of one that another account has: expected to be one
 * answer, but for the id that was asked for.
 */
export async function heardOfNothing(
  foreignId: string,
  send: (id: string) => Promise<Answer>,
): Promise<Answer> {
  const answers = [];
  for (const id of [unknownId, foreignId]) {
    const answer = await send(id);
    answers.push({ ...answer, text: answer.text.replaceAll(id, unknownId) });
  }
  return alike(answers);
}

/** Asks for page after page and gives what is on them, whose sizes are expected to be `limit`. */
export async function allPages(
  client: Client,
  operation: SdkOperation,
  values: Readonly<Record<string, string | number | boolean>>,
  limit: number,
) {
  const pages: Readonly<Record<string, unknown>>[] = [];
  let marker: string | undefined;
  do {
    const body = await done(client, operation, { ...values, limit, ...(marker && { marker }) });
    const page = body as { page_info: { next_marker?: string; current_count: number } };
    marker = page.page_info.next_marker;
    if (marker) expect(page.page_info.current_count).toBe(limit);
    pages.push({ ...page });
  } while (marker);
  return pages;
}
