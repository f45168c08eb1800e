import { createHmac, hash, hkdfSync, timingSafeEqual } from 'node:crypto';

/** What tells one signing algorithm from another. */
interface Algorithm {
  /** The name that node:crypto knows the hash by. */
  readonly digest: 'sha256' | 'sm3';
  /** The key of the credential in Authorization; `Credential` also carries the derivation's scope. */
  readonly credential: 'Access' | 'Credential';
  readonly contentHashHeader: 'X-Sdk-Content-Sha256' | 'X-Sdk-Content-Sm3';
}

/**
 * The supported algorithms by the name in Authorization. The vendor's SDKs also know
 * SDK-ECDSA-P256-SHA256 and SDK-SM2-SM3, which no CodeArts client uses unless told to.
 */
const algorithms = {
  'SDK-HMAC-SHA256': {
    digest: 'sha256',
    credential: 'Access',
    contentHashHeader: 'X-Sdk-Content-Sha256',
  },
  'V11-HMAC-SHA256': {
    digest: 'sha256',
    credential: 'Credential',
    contentHashHeader: 'X-Sdk-Content-Sha256',
  },
  'SDK-HMAC-SM3': {
    digest: 'sm3',
    credential: 'Access',
    contentHashHeader: 'X-Sdk-Content-Sm3',
  },
} as const satisfies Record<string, Algorithm>;

export type AlgorithmName = keyof typeof algorithms;

export const algorithmNames = Object.keys(algorithms).join(', ');

export const isAlgorithmName = (name: string): name is AlgorithmName =>
  Object.hasOwn(algorithms, name);

export const algorithmOf = (name: AlgorithmName): Algorithm => algorithms[name];

/**
 * The HMAC key of V11: the hex text, not the bytes, of HKDF with the secret key as input, the
 * access key as salt and `yyyymmdd/region/service` as info (read in all four SDKs).
 */
export function deriveKey(secretKey: string, accessKey: string, info: string): string {
  return Buffer.from(hkdfSync('sha256', secretKey, accessKey, info, 32)).toString('hex');
}

/** Lower-case hex of the hash. */
export const hexDigest = (algorithm: Algorithm, bytes: Uint8Array): string =>
  hash(algorithm.digest, bytes, 'hex');

/** Compares in constant time; `signature` is as many bytes as the algorithm's hash has. */
export function hmacMatches(
  algorithm: Algorithm,
  key: string,
  text: string,
  signature: Uint8Array,
): boolean {
  return timingSafeEqual(createHmac(algorithm.digest, key).update(text).digest(), signature);
}
