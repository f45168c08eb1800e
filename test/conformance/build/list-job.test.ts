import { expect, it } from 'vitest';
import { type Client, proven } from '../../clients.ts';
import { newProject, onEveryStore } from '../scene.ts';
import { invalidParam } from './groups.ts';
import { newTask, type Task } from './tasks.ts';

const listTasks = proven('CodeArtsBuild v3', 'ListJob');

onEveryStore((scene) => {
  const names = async (client: Client, values: Record<string, string | number> = {}) => {
    const answer = await client.send(listTasks, { page_size: 100, ...values });
    expect(answer.status, answer.text).toBe(200);
    const { total, job_list } = (answer.body as { result: { total: number; job_list: Task[] } })
      .result;
    expect(job_list).toHaveLength(total);
    return job_list.map(({ job_name }) => job_name).sort();
  };

  it('shows the tasks of the projects in which the caller may see them', async () => {
    const [one, other, unseen] = [
      await newProject(scene),
      await newProject(scene),
      await newProject(scene),
    ];
    await newTask(scene.core, one, 'in-one');
    await newTask(scene.core, other, 'in-other');
    await newTask(scene.core, unseen, 'unseen');
    const member = await scene.enter('member', { role: 8, in: one });
    await scene.world.join(member.person, other, 6);
    expect(await names(member.core)).toEqual(['in-one']);
    expect(await names(member.token)).toEqual(['in-one']);
    expect(await names(scene.core)).toEqual(['in-one', 'in-other', 'unseen']);
    const outsider = await scene.enter('outsider');
    expect(await names(outsider.core)).toEqual([]);
    expect(await names(scene.core, { search: 'UNSEEN' })).toEqual(['unseen']);
    expect(await names(scene.core, { creator_id: member.person.user.id })).toEqual([]);
    expect(await names(scene.core, { build_status: 'red' })).toEqual([]);
    const paged = await scene.core.send(listTasks, { page_index: 1, page_size: 2 });
    expect(paged.body).toMatchObject({
      result: { total: 3, job_list: [{ job_name: 'in-one', project_id: one, is_modify: true }] },
    });
    const seen = await member.core.send(listTasks);
    expect(seen.body).toMatchObject({
      result: { job_list: [{ is_modify: false, is_view: true }] },
    });
  });

  it('shows creators their tasks whatever their role', async () => {
    const project_id = await newProject(scene);
    const maker = await scene.enter('maker', { role: 4, in: project_id });
    await newTask(maker.core, project_id, 'made');
    await newTask(scene.core, project_id, 'of-others');
    await scene.world.server.data.store.write(({ projects }) =>
      projects.updateMember(scene.world.domainId, project_id, maker.person.user.id, 6),
    );
    expect(await names(maker.core)).toEqual(['made']);
    const answer = await maker.core.send(listTasks);
    expect(answer.body).toMatchObject({ result: { job_list: [{ is_delete: true }] } });
  });

  it('refuses what it does not know', async () => {
    const answer = await scene.core.send(listTasks, { sort_field: 'x' });
    const reason = '\\[sort_field\\] must be one of job_name, create_time';
    expect(answer).toMatchObject({ status: 400, body: invalidParam(reason) });
  });
});
