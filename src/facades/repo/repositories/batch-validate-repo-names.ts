import { codeArtsProjectId, int32, maxInt32, nullable, Type } from '../../../contract/schema.ts';
import { refusalOfName } from '../../../domain/tree/index.ts';
import { operation } from '../../context.ts';
import { inNamedProject } from '../../permissions.ts';
import { viewing } from '../viewing.ts';

/** Source: CodeArts Repo API Reference, V4, Repository, Checking Repository Names. */
export const batchValidateRepoNames = operation({
  name: 'BatchValidateRepoNames',
  summary: 'Checking whether a repository may have a name',
  section: 'Repository',
  method: 'POST',
  path: '/v4/repository-names/validations',
  parameters: {},
  // Despite the word, the SDKs send one object.
  body: Type.Object({
    name: Type.String({ description: 'Repository name.' }),
    project_id: codeArtsProjectId(),
    group_id: Type.Optional(int32(1, maxInt32, { description: 'Repository group ID.' })),
  }),
  bodyModel: 'ValidateRepoNameDto',
  sdk: { required: { name: false, project_id: false } },
  success: {
    status: 200,
    model: 'BatchValidateRepoNamesResponse',
    body: Type.Array(
      Type.Object({
        name: Type.String({ description: 'The name that was asked about.' }),
        project_id: Type.String({ description: 'CodeArts project ID.' }),
        group_id: nullable(Type.Integer({ description: 'Repository group ID.' })),
        result: Type.Boolean({ description: 'Whether the name is good and free.' }),
        error_message: nullable(Type.String({ description: 'Why it is not.' })),
      }),
    ),
  },
  permission: inNamedProject({ ...viewing.repository, source: 'inferred' }),
  transaction: 'read',
  example: {
    body: { name: 'demo', project_id: '0b234373cf3f4b04ab2d8a245155e12b' },
  },
  async handle({ records, kinds }, ask, { body }) {
    const { name, project_id, group_id } = body;
    const within = await ask(project_id);
    const wanted = { name, ...(group_id === undefined ? {} : { parentId: String(group_id) }) };
    const refusal = await refusalOfName(records, within, kinds.repository, wanted);
    const answer = {
      name,
      project_id: within.project.id,
      group_id: group_id ?? null,
      result: refusal === undefined,
      error_message: refusal?.reason ?? null,
    };
    return { body: [answer] };
  },
});
