import { int32, Type } from '../../../contract/schema.ts';
import { keepDaysAtMost, setKeepDays } from '../../../domain/builds/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';
import { envelope, succeeded } from '../envelope.ts';

/** Source: CodeArts Build API Reference, Build Task Management, SetKeepTime. */
export const setKeepTime = operation({
  name: 'SetKeepTime',
  summary: 'Setting for how many days deleted build tasks are kept',
  section: 'Build Task Management',
  method: 'POST',
  path: '/v1/job/keep-time',
  parameters: {},
  body: Type.Object({
    keep_time: int32(1, keepDaysAtMost, { description: 'Days.' }),
  }),
  bodyModel: 'SetKeepTimeRequestBody',
  success: {
    status: 200,
    model: 'SetKeepTimeResponse',
    body: envelope(Type.Object({ keep_time: Type.Integer({ description: 'Days.' }) })),
  },
  permission: inAccount({
    action: 'codeartsbuild:job:setKeepTime',
    accessLevel: 'Write',
    // The page lets the account alone do so, and others whom it allows.
    policy: 'must-allow',
    source: 'inferred',
  }),
  transaction: 'write',
  example: { body: { keep_time: 7 } },
  async handle({ records, now }, grant, { body }) {
    await setKeepDays(records, grant, body.keep_time, now);
    return { body: succeeded({ keep_time: body.keep_time }) };
  },
});
