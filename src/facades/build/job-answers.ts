import { nullable, Type } from '../../contract/schema.ts';
import type { BuildTask, OpenTask, TaskRights } from '../../domain/builds/index.ts';
import { envelope } from './envelope.ts';

/** What operations that make or change a task answer. */
export const changedJob = envelope(
  Type.Object({ job_id: Type.String({ description: 'Build task ID.' }) }),
);

/** What following a task, or following it no longer, answers. */
export const favorite = Type.Object({
  favorite: Type.Boolean({ description: 'Whether the caller follows the task now.' }),
});

/** What deleting a task answers. */
export const deletedJob = Type.Object({
  job_id: Type.String({ description: 'Build task ID.' }),
  project_id: Type.String({ description: 'CodeArts project ID.' }),
});

export function deletedJobAnswer({ id, projectId }: BuildTask) {
  return { job_id: id, project_id: projectId };
}

const text = (description: string) => Type.String({ description });
const may = (what: string) => Type.Boolean({ description: `Whether the caller may ${what}.` });
/** Of a task that has never been built, it says nothing. */
const ofLastBuild = () => nullable(Type.String());

const rights = {
  is_modify: may('edit the task'),
  is_delete: may('delete the task'),
  is_view: may('view the task'),
  is_execute: may('run the task'),
  is_copy: may('copy the task'),
  is_forbidden: may('disable the task'),
};

export function rightsFields({ edit, delete: deletes, view, run, clone, disable }: TaskRights) {
  return {
    is_modify: edit,
    is_delete: deletes,
    is_view: view,
    is_execute: run,
    is_copy: clone,
    is_forbidden: disable,
  };
}

/** A task in the lists of one project, as the SDKs declare it, and its group. */
export const job = Type.Object({
  id: text('Build task ID.'),
  job_name: text('Task name.'),
  job_creator: text('ID of the user who made it.'),
  user_name: text('Name of the user who made it.'),
  last_build_time: Type.Null({ description: 'Null until the first build.' }),
  health_score: Type.Null({ description: 'Null until the first build.' }),
  source_code: nullable(text('Type of the source; null without one.')),
  last_build_status: Type.Literal('none', { description: 'none: never built.' }),
  is_finished: Type.Boolean({ description: 'Whether no build is running.' }),
  disabled: Type.Boolean({ description: 'Whether the task is disabled.' }),
  favorite: Type.Boolean({ description: 'Whether the caller follows it.' }),
  ...rights,
  last_build_user: ofLastBuild(),
  trigger_type: ofLastBuild(),
  build_time: Type.Null({ description: 'Null until the first build.' }),
  scm_web_url: nullable(text('Address of the repository.')),
  scm_type: nullable(text('Type of the source.')),
  repo_id: nullable(text('Repository ID.')),
  build_project_id: text('UUID of the task.'),
  last_job_running_status: ofLastBuild(),
  last_build_user_id: ofLastBuild(),
  group_id: nullable(text('Task group ID; null: ungrouped.')),
  group_path_id: nullable(text('IDs from the top group down, joined by periods.')),
});

export function jobAnswer(task: OpenTask) {
  const [source] = task.definition.sources;
  return {
    id: task.id,
    job_name: task.name,
    job_creator: task.creatorId,
    user_name: task.creatorName,
    last_build_time: null,
    health_score: null,
    source_code: source?.type ?? null,
    last_build_status: 'none' as const,
    is_finished: true,
    disabled: task.disabled !== null,
    favorite: task.followed,
    ...rightsFields(task.rights),
    last_build_user: null,
    trigger_type: null,
    build_time: null,
    scm_web_url: source?.webUrl ?? null,
    scm_type: source?.type ?? null,
    repo_id: source?.repositoryId ?? null,
    build_project_id: task.buildProjectId,
    last_job_running_status: null,
    last_build_user_id: null,
    group_id: task.group?.id ?? null,
    group_path_id: task.group?.path ?? null,
  };
}

/** A task in the list over all projects. */
export const jobOfAccount = Type.Object({
  ...job.properties,
  user_id: text('ID of the user who made it.'),
  nick_name: text('Nickname of the user who made it.'),
  project_id: text('CodeArts project ID.'),
  project_name: text('Project name.'),
  task_id: ofLastBuild(),
  code_branch: nullable(text('Branch.')),
  commit_id: ofLastBuild(),
  commit_detail_url: ofLastBuild(),
  build_number: ofLastBuild(),
  forbidden_msg: nullable(text('Why the task is disabled.')),
  build_type: nullable(text('What is built: branch, tag or commitId.')),
  tag: ofLastBuild(),
  project_permission_switch: Type.Boolean({
    description: "Whether the project's permissions hold for the task.",
  }),
});

export function jobOfAccountAnswer(task: OpenTask) {
  const [source] = task.definition.sources;
  return {
    ...jobAnswer(task),
    user_id: task.creatorId,
    nick_name: task.creatorNickName,
    project_id: task.projectId,
    project_name: task.projectName,
    task_id: null,
    code_branch: source?.branch ?? null,
    commit_id: null,
    commit_detail_url: null,
    build_number: null,
    forbidden_msg: task.disabled?.reason ?? null,
    build_type: source?.buildType ?? null,
    tag: null,
    project_permission_switch: !task.ownPermissions,
  };
}
