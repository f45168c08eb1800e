import { hash, randomInt } from 'node:crypto';

const upperAndDigits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const lettersAndDigits = `${upperAndDigits}abcdefghijklmnopqrstuvwxyz`;

function randomText(length: number, alphabet: string): string {
  let text = '';
  for (let i = 0; i < length; i++) text += alphabet[randomInt(alphabet.length)];
  return text;
}

/** 20 upper-case letters and digits, the form of the vendor's access keys. */
export const newAccessKey = (): string => randomText(20, upperAndDigits);

/** 40 letters and digits: 238 bits from the system's random source. */
export const newSecretKey = (): string => randomText(40, lettersAndDigits);

/** 24 letters and digits with at least one of each kind, so that it passes any form's rule. */
export const newPassword = (): string => `${randomText(21, lettersAndDigits)}aA1`;

/** An opaque token; like the vendor's it starts with `MII` and says nothing. */
export const newToken = (): string => `MII${randomText(61, lettersAndDigits)}`;

/** What belongs to a temporary access key; 64 letters and digits that say nothing. */
export const newSecurityToken = (): string => randomText(64, lettersAndDigits);

/** What the store keeps of a token. */
export const tokenHash = (token: string): string => hash('sha256', token, 'hex');
