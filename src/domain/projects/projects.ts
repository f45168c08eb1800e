import type { AccessRecords } from '../access/index.ts';
import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Grant, type Ids, isPlainName, Problem, plainNameRule } from '../kernel/index.ts';
import type { Project } from './model.ts';
import type { ProjectRecords } from './ports.ts';
import type { ProjectGrant } from './project-grant.ts';
import { creatorRoleId } from './roles.ts';

type Records = {
  readonly access: AccessRecords;
  readonly audit: AuditRecords;
  readonly projects: ProjectRecords;
};

export interface NewProject {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  /** A fixed id, for the projects that the vendor's examples name. */
  readonly id?: string;
}

/**
 * Creates a project in the grant's account; its creator is its first member.
 * Throws Problem `invalid` or `taken` (name).
 */
export async function createProject(
  records: Records,
  grant: Grant,
  wanted: NewProject,
  { ids, now }: { ids: Ids; now: number },
): Promise<Project> {
  requireName(wanted.name);
  const { domainId, userId } = grant.principal;
  const project: Project = {
    domainId,
    id: wanted.id ?? ids.next(),
    number: await records.projects.nextProjectNumber(),
    name: wanted.name,
    description: wanted.description,
    type: wanted.type,
    creatorId: userId,
    createdAt: now,
    updatedAt: now,
  };
  if (!(await records.projects.insertProject(project))) throw nameTaken(wanted.name);
  await records.projects.insertMember(domainId, project.id, userId, creatorRoleId, now);
  await recordChange(records, grant, {
    at: now,
    resource: `project/${project.id}`,
    projectId: project.id,
  });
  return project;
}

/** Renames a project or describes it anew. Throws Problem `invalid` or `taken` (name). */
export async function updateProject(
  records: Records,
  { grant, project }: ProjectGrant,
  change: { readonly name: string; readonly description?: string },
  now: number,
): Promise<void> {
  requireName(change.name);
  const updated: Project = {
    ...project,
    name: change.name,
    description: change.description ?? project.description,
    updatedAt: now,
  };
  if (!(await records.projects.updateProject(updated))) throw nameTaken(change.name);
  const resource = `project/${project.id}`;
  await recordChange(records, grant, { at: now, resource, projectId: project.id });
}

/**
 * Deletes an empty project. Throws Problem `conflict` while it holds anything, because what hangs
 * in it would be lost without having been named.
 */
export async function deleteProject(
  records: Records,
  { grant, project }: ProjectGrant,
  now: number,
): Promise<void> {
  const contents = await records.projects.contentsOf(project.domainId, project.id);
  if (contents.length > 0) {
    const held = contents.map(({ kind, count }) => {
      const one = kind.replaceAll('-', ' ');
      return `${count} ${count === 1 ? one : `${one}s`.replace(/ys$/, 'ies')}`;
    });
    throw new Problem('conflict', {
      subject: 'project',
      field: 'project',
      reason: `the project holds ${held.join(' and ')}; delete them first`,
    });
  }
  await records.projects.deleteProject(project.domainId, project.id);
  const resource = `project/${project.id}`;
  await recordChange(records, grant, { at: now, resource, projectId: project.id });
}

function requireName(name: string): void {
  if (isPlainName(name)) return;
  throw new Problem('invalid', { subject: 'project', field: 'name', reason: plainNameRule });
}

function nameTaken(name: string): Problem {
  return new Problem('taken', {
    subject: 'project',
    field: 'name',
    reason: `a project named ${name} exists in the account`,
  });
}
