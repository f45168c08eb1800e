import type { ServiceFacts } from './service.ts';

export const sts: ServiceFacts = {
  codes: /^STS5\.\d{4}$/,
  // IAM 5 API Reference, STS: all three fields are required.
  operations: [
    {
      id: 'GetCallerIdentity',
      method: 'GET',
      path: '/v5/caller-identity',
      response: 'GetCallerIdentityResponse',
    },
    {
      id: 'DecodeAuthorizationMessage',
      method: 'POST',
      path: '/v5/decode-authorization-message',
      response: 'DecodeAuthorizationMessageResponse',
    },
  ],
  models: {
    GetCallerIdentityResponse: { account_id: 'str', principal_id: 'str', principal_urn: 'str' },
    DecodeAuthorizationMessageResponse: { decoded_message: 'str' },
  },
};
