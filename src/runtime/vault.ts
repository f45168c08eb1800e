import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import type { Vault } from '../domain/access/index.ts';

const nonceBytes = 12;
const tagBytes = 16;

/**
 * A vault under a 32-byte key: AES-256-GCM with a fresh nonce each time. The context is
 * authenticated, so a sealed secret opens only in the row that it was sealed for.
 */
export function vaultUnder(masterKey: Buffer): Vault {
  // Made once: from raw bytes Node would make it anew for every secret.
  const key = createSecretKey(masterKey);
  // As long as a store remembers the very bytes, their secret need not be found out again.
  const opened = new WeakMap<Uint8Array, { readonly context: string; readonly secret: string }>();
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, context) {
      const known = opened.get(sealed);
      if (known?.context === context) return known.secret;
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const start = decipher.update(bytes.subarray(nonceBytes + tagBytes));
      const secret = Buffer.concat([start, decipher.final()]).toString('utf8');
      opened.set(sealed, { context, secret });
      return secret;
    },
  };
}
