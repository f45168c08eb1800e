import { Type } from '../../../contract/schema.ts';
import { lineDiff, type TaskVersion, taskVersion } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { jobActions } from '../job-actions.ts';
import { definitionAnswer } from '../job-config.ts';
import { jobPath } from '../job-parameters.ts';
import { onTask } from '../task-permissions.ts';

const version = (description: string) =>
  Type.String({
    description,
    pattern: '^[0-9]{1,9}$',
    accepts: 'the number of a version, from 0 on',
  });

/** Source: CodeArts Build API Reference, Build Task Management, ShowJobConfigDiff. */
export const showJobConfigDiff = operation({
  name: 'ShowJobConfigDiff',
  summary: 'Querying how two versions of a build task differ',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/{job_id}/diff',
  parameters: {
    path: jobPath,
    query: Type.Object({
      // The misspelling is the vendor's.
      revisedl_no: version('Number of the newer version.'),
      original_no: version('Number of the older version.'),
    }),
  },
  success: {
    status: 200,
    model: 'ShowJobConfigDiffResponse',
    body: Type.Object({
      result: Type.String({ description: 'Lines that went and came; empty: none.' }),
      status: Type.Literal('success'),
    }),
  },
  permission: onTask(jobActions.view),
  transaction: 'read',
  example: {
    path: { job_id: '48c66c6002964721be537cdc6ce0297b' },
    query: { revisedl_no: '1', original_no: '0' },
  },
  async handle({ records }, on, { query }) {
    const original = await taskVersion(records, on, Number(query.original_no), 'original');
    const revised = await taskVersion(records, on, Number(query.revisedl_no), 'revised');
    const result = lineDiff(linesOf(original), linesOf(revised));
    return { body: { result, status: 'success' as const } };
  },
});

/** A version as ShowJobConfig would answer it, line by line. */
function linesOf({ name, definition }: TaskVersion): string[] {
  const config = { job_name: name, ...definitionAnswer(definition) };
  return JSON.stringify(config, null, 2).split('\n');
}
