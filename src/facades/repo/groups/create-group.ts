import { int32, maxInt32, oneOf, Type } from '../../../contract/schema.ts';
import { createNode, type NewNode, repositoryGroupNames } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inProject } from '../../permissions.ts';
import { projectPath } from '../parameters.ts';
import { fullName } from './group-answers.ts';

/** Source: CodeArts Repo API Reference, V4, Group, Creating a Repository Group. */
export const createGroup = operation({
  name: 'CreateGroup',
  summary: 'Creating a repository group',
  section: 'Group',
  method: 'POST',
  path: '/v4/{project_id}/groups',
  parameters: { path: projectPath },
  body: Type.Object({
    name: Type.String({
      description: 'Repository group name.',
      accepts: repositoryGroupNames.accepts,
    }),
    parent_id: Type.Optional(
      int32(1, maxInt32, {
        description: 'Parent repository group ID; absent for a group under the project.',
      }),
    ),
    visibility: Type.Optional(
      oneOf(['public', 'private'], {
        description: "Visibility. Default: the parent group's, or public.",
      }),
    ),
    description: Type.Optional(
      Type.String({
        description: 'Repository group description.',
        maxLength: 2000,
        accepts: 'a text of at most 2000 characters',
      }),
    ),
  }),
  bodyModel: 'CreateGroupRequestBody',
  success: {
    status: 201,
    model: 'CreateGroupResponse',
    body: Type.Object({
      description: Type.String({ description: 'Repository group description.' }),
      full_name: Type.String({ description: 'Project ID and names from the top group down.' }),
      id: Type.Integer({ description: 'Repository group ID.' }),
      name: Type.String({ description: 'Repository group name.' }),
      visibility: Type.String({ description: 'private or public.' }),
    }),
  },
  sdk: { enums: ['visibility'] },
  permission: inProject({
    action: 'codeartsrepo:group:createGroup',
    accessLevel: 'Write',
    policy: 'must-allow',
    point: 'repository-group.view',
    groupPoint: 'repository-group.create',
    source: 'documented',
  }),
  transaction: 'write',
  example: {
    path: { project_id: '0b234373cf3f4b04ab2d8a245155e12b' },
    body: { name: 'TG2', description: '', visibility: 'private' },
    answer: {
      description: '',
      full_name: '0b234373cf3f4b04ab2d8a245155e12b / TG2',
      id: 2111667253,
      name: 'TG2',
      visibility: 'private',
    },
  },
  async handle(context, within, { body }) {
    const wanted: NewNode = {
      name: body.name,
      ...(body.parent_id === undefined ? {} : { parentId: String(body.parent_id) }),
      ...(body.visibility === undefined ? {} : { visibility: body.visibility }),
      ...(body.description === undefined ? {} : { description: body.description }),
    };
    const node = await createNode(
      context.records,
      within,
      context.kinds.repositoryGroup,
      wanted,
      context,
    );
    return {
      body: {
        description: node.description,
        full_name: fullName(node),
        id: Number(node.id),
        name: node.name,
        visibility: node.visibility ?? 'public',
      },
    };
  },
});
