import { algorithmOf, deriveKey, hexDigest, hmacMatches } from './algorithm.ts';
import type { SignedRequestClaim } from './authorization.ts';
import { canonicalPath, canonicalQueries, type PayloadForm, type QueryForm } from './canonical.ts';
import { SignatureRefusal, wrongSignatureDetail } from './refusal.ts';
import { decodedPaths, type PathForm, splitTarget } from './target.ts';

export interface SignedRequest {
  readonly method: string;
  /** The target of the request line, untouched. */
  readonly rawTarget: string;
  /** The bytes received; empty without a body. */
  readonly body: Uint8Array;
}

/** What the signer is known to have meant. */
export interface VerifiedForm {
  /** The path signed, decoded: the only one this request may be routed on. */
  readonly path: string;
  readonly pathForm: PathForm;
  /** With `verbatim` a `+` in the query means a blank, with the other forms itself. */
  readonly query: QueryForm;
  readonly payload: PayloadForm;
}

/**
 * Phase 2: checks the claimed signature, trying the canonical forms of all known clients. Throws
 * SignatureRefusal: `malformed` for a target that does not decode, `content_hash` for a declared hash
 * that is not the body's, `signature` with the likeliest canonical request otherwise.
 *
 * What a signature does not fix: a slash at the end of the path (`/a` and `/a/` share theirs), and
 * the order of the query but for what `sorted_stable` and `verbatim` keep.
 */
export function verifySignature(
  claim: SignedRequestClaim,
  secretKey: string,
  request: SignedRequest,
): VerifiedForm {
  const { rawPath, rawQuery } = splitTarget(request.rawTarget);
  const payloads = canonicalPayloads(claim, request.body);
  const matches = signatureCheck(claim, secretKey);
  const head = `${claim.canonicalHeaders}\n${claim.signedHeaders.join(';')}`;
  let likeliest: string | undefined;
  for (const { form: pathForm, path } of decodedPaths(rawPath)) {
    const start = `${request.method}\n${canonicalPath(path)}`;
    for (const query of canonicalQueries(rawQuery)) {
      for (const payload of payloads) {
        const canonical = `${start}\n${query.text}\n${head}\n${payload.text}`;
        if (matches(canonical)) {
          return { path, pathForm, query: query.form, payload: payload.form };
        }
        likeliest ??= canonical;
      }
    }
  }
  if (likeliest === undefined) {
    throw new SignatureRefusal('malformed', 'the request target is not percent-encoded UTF-8');
  }
  throw new SignatureRefusal('signature', wrongSignatureDetail(likeliest));
}

const unsignedPayload = 'UNSIGNED-PAYLOAD';

interface CanonicalPayload {
  readonly form: PayloadForm;
  readonly text: string;
}

function canonicalPayloads(claim: SignedRequestClaim, body: Uint8Array): CanonicalPayload[] {
  const algorithm = algorithmOf(claim.algorithm);
  const declared = claim.contentHash;
  if (declared === unsignedPayload && body.length > 0) {
    if (isUnsignedType(claim.contentType)) return [{ form: 'header', text: declared }];
    throw new SignatureRefusal(
      'content_hash',
      `${unsignedPayload} is not accepted for a body of this Content-Type`,
    );
  }
  const bodyHash: CanonicalPayload = { form: 'body', text: hexDigest(algorithm, body) };
  // Python signs an empty form by its hash, whatever the header says.
  if (declared === unsignedPayload) return [{ form: 'header', text: declared }, bodyHash];
  if (declared === undefined || declared === bodyHash.text) return [bodyHash];
  throw new SignatureRefusal(
    'content_hash',
    `${algorithm.contentHashHeader} is not the hash of the body`,
  );
}

/**
 * Whether the SDKs leave bodies of this type unsigned. They sign JSON and BSON; were those accepted
 * unsigned too, a captured signature could carry any other body.
 */
const isUnsignedType = (contentType: string): boolean =>
  contentType !== '' && !contentType.split(',').some((type) => /^[^;]*[jb]son/i.test(type));

function signatureCheck(
  claim: SignedRequestClaim,
  secretKey: string,
): (canonicalRequest: string) => boolean {
  const { accessKey, date, scope } = claim;
  const algorithm = algorithmOf(claim.algorithm);
  const signature = Buffer.from(claim.signature, 'hex');
  let key = secretKey;
  let start = `${claim.algorithm}\n${date}`;
  if (scope !== undefined) {
    const info = `${scope.day}/${scope.region}/${scope.service}`;
    key = deriveKey(secretKey, accessKey, info);
    start = `${start}\n${info}`;
  }
  return (canonicalRequest) => {
    // Header values are latin1 text of the bytes received, and clients sign bytes.
    const digest = hexDigest(algorithm, Buffer.from(canonicalRequest, 'latin1'));
    return hmacMatches(algorithm, key, `${start}\n${digest}`, signature);
  };
}
