import { Type } from '../../../contract/schema.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { jobActions } from '../job-actions.ts';

/** What a task has for the branch that is built. Source: the page, and the user guide on parameters. */
const codeBranch = {
  name: 'hudson.model.StringParameterDefinition',
  params: [
    { name: 'name', value: 'codeBranch' },
    { name: 'type', value: 'normalparam' },
    { name: 'defaultValue', value: 'master' },
    { name: 'description', value: '' },
    { name: 'deletion', value: 'false' },
    { name: 'defaults', value: 'true' },
    { name: 'staticVar', value: 'false' },
    { name: 'sensitiveVar', value: 'false' },
  ],
};

/** Source: CodeArts Build API Reference, Build Task Management, Obtaining Default Parameters. */
export const showDefaultBuildParameters = operation({
  name: 'ShowDefaultBuildParameters',
  summary: 'Querying the parameters that a new build task begins with',
  section: 'Build Task Management',
  method: 'GET',
  path: '/v1/job/default-parameters',
  parameters: {},
  success: {
    status: 200,
    model: 'ShowDefaultBuildParametersResponse',
    body: Type.Object({
      result: Type.Array(
        Type.Object({
          name: Type.String({ description: 'Class of the parameter.' }),
          params: Type.Array(
            Type.Object({
              name: Type.String({ description: 'Property of the parameter.' }),
              value: Type.String({ description: 'Value of the property.' }),
            }),
          ),
        }),
      ),
      status: Type.Literal('success'),
    }),
  },
  permission: inAccount(jobActions.listParameters),
  transaction: 'read',
  example: {},
  async handle() {
    return { body: { result: [codeBranch], status: 'success' as const } };
  },
});
