import { expect, it } from 'vitest';
import { proven, tokenClient, tokenOf } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { onEveryStore } from '../scene.ts';
import { badBody, denied, invalidSubject } from './answers.ts';

const revoke = proven('IAM v3', 'KeystoneRevokeToken');
const listRegions = operationOf('IAM v3', 'KeystoneListRegions');

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('ends a token at once through the %s', async (way) => {
    const { world } = scene;
    const token = await tokenOf(world, world);
    const holder = tokenClient(world, token);
    expect((await holder.send(listRegions)).status).toBe(200);
    const answer = await scene[way].send(revoke, { 'X-Subject-Token': token });
    expect(answer).toMatchObject({ status: 204, text: '' });
    const refused = await holder.send(listRegions);
    const message = 'Incorrect IAM authentication information: decrypt token fail';
    const body = { error_code: 'APIGW.0301', error_msg: message };
    expect(refused).toMatchObject({ status: 401, body });
    const again = await scene[way].send(revoke, { 'X-Subject-Token': token });
    expect(again).toMatchObject(invalidSubject);
  });

  it('lets a token end itself', async () => {
    const { world } = scene;
    const token = await tokenOf(world, world);
    const answer = await tokenClient(world, token).send(revoke, { 'X-Subject-Token': token });
    expect(answer.status).toBe(204);
  });

  it("does not let users end others' tokens", async () => {
    const { world } = scene;
    const token = await tokenOf(world, world);
    const { core } = await scene.enter('user');
    const answer = await core.send(revoke, { 'X-Subject-Token': token });
    expect(answer).toMatchObject(invalidSubject);
    expect((await tokenClient(world, token).send(listRegions)).status).toBe(200);
  });

  it('refuses a call without a token in question, and where a policy denies it', async () => {
    expect(await scene.core.send(revoke)).toMatchObject(badBody('\\[X-Subject-Token\\] is req'));
    const { core, person } = await scene.enter('denied');
    await scene.world.allow(person, 'Deny', 'iam:tokens:*');
    const answer = await core.send(revoke, { 'X-Subject-Token': 'x' });
    expect(answer).toMatchObject(denied('iam:tokens:revokeToken'));
  });
});
