import { Type } from '../../../contract/schema.ts';
import { openRefusal } from '../../authorization-message.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

/** Source: IAM 5 API Reference, STS, DecodeAuthorizationMessage. */
export const decodeAuthorizationMessage = operation({
  name: 'DecodeAuthorizationMessage',
  summary: 'Decoding why a call was refused',
  description:
    'Tells in full why a call of the account was refused: what it said of condition keys, the action, the resource, and the policies and statements that decided.',
  section: 'STS',
  method: 'POST',
  path: '/v5/decode-authorization-message',
  parameters: {},
  body: Type.Object({
    encoded_message: Type.String({
      description: 'encoded_authorization_message of a refusal.',
      minLength: 1,
      maxLength: 10_240,
      accepts: 'a text of 1 to 10240 characters',
    }),
  }),
  bodyModel: 'DecodeAuthorizationMessageReqBody',
  success: {
    status: 200,
    model: 'DecodeAuthorizationMessageResponse',
    body: Type.Object({
      decoded_message: Type.String({ description: 'The reason, as JSON text.' }),
    }),
  },
  permission: inAccount({
    action: 'sts::decodeAuthorizationMessage',
    accessLevel: 'Write',
    policy: 'must-allow',
    source: 'documented',
  }),
  transaction: 'read',
  example: { body: { encoded_message: 'bWVzc2FnZQ==' } },
  async handle({ vault }, { principal }, { body }) {
    return { body: { decoded_message: openRefusal(vault, principal, body.encoded_message) } };
  },
});
