import { expect, it } from 'vitest';
import { proven } from '../../clients.ts';
import { operationOf } from '../../strict-answers.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { denied, paramError } from './answers.ts';

const setNickName = proven('ProjectMan v4', 'UpdateNickNameV4');
const showUser = operationOf('ProjectMan v4', 'ShowCurUserInfo');
const showProject = operationOf('ProjectMan v4', 'ShowProjectInfoV4');
const listMembers = operationOf('ProjectMan v4', 'ListProjectMembersV4');
const allow = ['codeartsreq:member:update'];

onEveryStore((scene) => {
  it.each(['core', 'token'] as const)('sets the nickname through the %s', async (way) => {
    const user = await scene.enter(`user-${way}`, { allow });
    const project_id = await newProject({ ...scene, token: user.token });
    scene.now += 1000;
    const nick_name = `Große 丽娜 ${way}`;
    const answer = await user[way].send(setNickName, {}, { nick_name });
    expect(answer).toMatchObject({ status: 204, text: '' });
    const shown = { user_name: `user-${way}`, nick_name };
    const after = await user[way].send(showUser);
    expect(after.body).toMatchObject({ ...shown, updated_time: scene.now });
    const project = await user[way].send(showProject, { project_id });
    expect(project.body).toMatchObject({ project: { creator: shown } });
    const list = await user[way].send(listMembers, { project_id });
    expect(list.body).toMatchObject({ members: [shown] });
  });

  it('refuses what is no name, and leaves the nickname', async () => {
    const { hand } = await scene.enter('careless', { allow });
    const rule =
      '\\[nick_name\\] must be 1 to 128 characters without control characters or blanks at either end';
    for (const [body, reason] of [
      [undefined, '\\[body\\] is required'],
      [{}, '\\[nick_name\\] is required and must be a text of 1 to 128 characters'],
      [{ nick_name: 1 }, '\\[nick_name\\] must be a text of 1 to 128 characters'],
      [{ nick_name: '' }, rule],
      [{ nick_name: 'x'.repeat(129) }, rule],
      [{ nick_name: ' x' }, rule],
      [{ nick_name: 'a\nb' }, rule],
    ] as const) {
      const answer = await hand.send(setNickName, {}, body);
      expect(answer, reason).toMatchObject(paramError(reason));
    }
    expect((await hand.send(showUser)).body).toMatchObject({ nick_name: 'careless' });
    expect((await hand.send(setNickName, {}, { nick_name: '𠀀'.repeat(128) })).status).toBe(204);
  });

  it('wants a policy that allows it', async () => {
    const { core } = await scene.enter('unallowed');
    const answer = await core.send(setNickName, {}, { nick_name: 'Tom' });
    expect(answer).toMatchObject(denied('codeartsreq:member:update'));
  });
});
