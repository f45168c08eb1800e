import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';
import { jobActions } from '../job-actions.ts';

/** What every build knows of itself. Source: the page's range of names. */
const systemParameters = [
  ['BUILDNUMBER', 'Number of the build: the date, a period and the count of builds of that day.'],
  ['TIMESTAMP', 'When the build ran, as in 20190219191621.'],
  ['INCREASENUM', 'How often the task has been built, from 1 on.'],
  ['PROJECT_ID', 'CodeArts project ID.'],
  ['WORKSPACE', 'Root directory of the sources.'],
  ['GIT_TAG', 'Tag of the code, where a tag is built.'],
  ['JOB_NAME', 'Name of the build task.'],
  ['EXECUTOR', 'Who ran the build.'],
  ['COMMIT_ID_SHORTER', 'The first 8 characters of the commit ID.'],
] as const;

/** Source: CodeArts Build API Reference, Build Task Management, Querying Predefined Parameters. */
export const showJobSystemParameters = operation({
  name: 'ShowJobSystemParameters',
  summary: 'Querying the predefined parameters of builds',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/system-parameters',
  parameters: {},
  success: {
    status: 200,
    model: 'ShowJobSystemParametersResponse',
    body: envelope(
      Type.Array(
        Type.Object({
          id: Type.Integer({ description: 'Number of the parameter.' }),
          parameter_name: Type.String({ description: 'Name.' }),
          description: Type.String({ description: 'What it holds.' }),
        }),
      ),
    ),
  },
  permission: inAccount(jobActions.listParameters),
  transaction: 'read',
  example: {},
  async handle() {
    const parameters = systemParameters.map(([parameter_name, description], i) => ({
      id: i + 1,
      parameter_name,
      description,
    }));
    return { body: succeeded(parameters) };
  },
});
