import type { Origin, Principal } from '../kernel/index.ts';
import { isAddress } from './ip-address.ts';
import type { ConditionKeys } from './policy-conditions.ts';
import { userUrn } from './urns.ts';

/** A request as far as condition keys can tell of it. */
export interface RequestFacts {
  readonly principal: Principal;
  readonly origin: Origin;
  readonly action: string;
}

/**
 * The global condition keys that have a meaning here, under their vendor's names. Any other key may
 * stand in a document, and requests say nothing of it.
 * Source: IAM 5 user manual, global condition keys.
 */
const globalKeys: Readonly<Record<string, (facts: RequestFacts) => string | undefined>> = {
  'g:PrincipalUrn': ({ principal }) => userUrn(principal),
  'g:PrincipalAccount': ({ principal }) => principal.domainId,
  'g:DomainId': ({ principal }) => principal.domainId,
  'g:DomainName': ({ principal }) => principal.domainName,
  'g:UserId': ({ principal }) => principal.userId,
  'g:UserName': ({ principal }) => principal.userName,
  // Nobody logs in with a second factor.
  'g:MFAPresent': () => 'false',
  'g:ProjectName': ({ origin }) => origin.iamProject,
  'g:RequestedRegion': ({ origin }) => origin.region,
  'g:CurrentTime': ({ origin }) =>
    origin.time === undefined ? undefined : new Date(origin.time).toISOString(),
  'g:SourceIp': ({ origin }) => (isAddress(origin.address) ? origin.address : undefined),
  'g:ServiceName': ({ action }) => action.split(':', 1)[0],
};

const byLowerCase = new Map(
  Object.entries(globalKeys).map(([key, read]) => [key.toLowerCase(), read]),
);

/** What the request says of condition keys. */
export function conditionKeys(facts: RequestFacts): ConditionKeys {
  return (key) => {
    const value = byLowerCase.get(key)?.(facts);
    return value === undefined ? undefined : [value];
  };
}

/** Everything that the request says, under the vendor's names of the keys. */
export function knownKeys(facts: RequestFacts): Record<string, string> {
  const told = Object.entries(globalKeys).flatMap(([key, read]) => {
    const value = read(facts);
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(told);
}
