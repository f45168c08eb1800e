import { principalOf } from '../../src/domain/access/index.ts';
import { Problem } from '../../src/domain/kernel/index.ts';
import { sealRefusal } from '../../src/facades/authorization-message.ts';
import { type Case, mustAllow } from './case.ts';

/** Who somebody is, what a refusal was about, and what policies can say. */
export const stsCases: Readonly<Record<string, Case>> = {
  'Security Token Service: GetCallerIdentity': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/caller-identity' }),
  },
  'Security Token Service: DecodeAuthorizationMessage': {
    asks: mustAllow('sts::decodeAuthorizationMessage'),
    status: 200,
    call({ scene, caller: { user, domainName } }) {
      const refusal = new Problem('forbidden', { subject: 'any:thing:do', reason: 'No.' });
      const { vault } = scene.world.server.data;
      const encoded_message = sealRefusal(vault, principalOf(user, domainName), refusal, '');
      return {
        method: 'POST',
        path: '/v5/decode-authorization-message',
        body: { encoded_message },
      };
    },
  },
  'Identity and Access Management 5: GetAuthorizationSchemaV5': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/authorization-schemas/services/codeartsrepo' }),
  },
  'Identity and Access Management 5: ListRegisteredServicesForAuthSchemaV5': {
    asks: { policy: 'none' },
    status: 200,
    call: () => ({ method: 'GET', path: '/v5/authorization-schemas/registered-services' }),
  },
};
