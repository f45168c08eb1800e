export type { AlgorithmName } from './algorithm.ts';
export {
  type CredentialScope,
  parseAuthorization,
  type SignedRequestClaim,
} from './authorization.ts';
export type { PayloadForm, QueryForm } from './canonical.ts';
export {
  lockedAccessKeyDetail,
  SignatureRefusal,
  type SignatureRefusalReason,
  unknownAccessKeyDetail,
} from './refusal.ts';
export {
  decodePath,
  type PathForm,
  parseQuery,
  type QueryPair,
  splitTarget,
} from './target.ts';
export { type SignedRequest, type VerifiedForm, verifySignature } from './verify.ts';
