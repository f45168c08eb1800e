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
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      cipher.setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(context));
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const secret = decipher.update(bytes.subarray(nonceBytes + tagBytes));
      return Buffer.concat([secret, decipher.final()]).toString('utf8');
    },
  };
}
