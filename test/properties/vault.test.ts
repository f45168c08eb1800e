import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { vaultUnder } from '../../src/runtime/vault.ts';
import { seedProperties } from './random.ts';

seedProperties('vault');

const vault = vaultUnder(randomBytes(32));
// A lone half of a pair has no UTF-8 form, and no secret has one.
const anyText = fc.string({ unit: 'grapheme' });

it('opens what it sealed, in the context that it was sealed for', () => {
  fc.assert(
    fc.property(anyText, anyText, (secret, context) => {
      const sealed = vault.seal(secret, context);
      expect(vault.open(sealed, context)).toBe(secret);
      expect(() => vault.open(sealed, `${context}x`)).toThrow();
      expect(() => vaultUnder(randomBytes(32)).open(sealed, context)).toThrow();
    }),
  );
});

it('opens nothing that was changed in any bit, cut short or made longer', () => {
  const anyPlace = fc.tuple(fc.nat(), fc.nat(7));
  fc.assert(
    fc.property(anyText, anyPlace, fc.integer({ min: 1, max: 40 }), (secret, [at, bit], length) => {
      const sealed = vault.seal(secret, 'context');
      const changed = Uint8Array.from(sealed);
      const place = at % changed.length;
      changed[place] = (changed[place] ?? 0) ^ (1 << bit);
      const longer = Buffer.concat([sealed, randomBytes(length)]);
      for (const wrong of [changed, sealed.slice(0, -length), longer]) {
        expect(() => vault.open(wrong, 'context')).toThrow();
      }
    }),
  );
});

it('seals one secret in another way each time', () => {
  const sealed = Array.from({ length: 100 }, () => vault.seal('secret', 'context'));
  expect(new Set(sealed.map((each) => Buffer.from(each).toString('hex'))).size).toBe(100);
  expect(Buffer.concat(sealed).includes('secret')).toBe(false);
});
