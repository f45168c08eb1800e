import { generateKeyPairSync, sign } from 'node:crypto';

/** A new certificate for 127.0.0.1 that signs itself, and its key, both as PEM. */
export function selfSigned(): { readonly certificate: string; readonly key: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
  const name = sequence(set(sequence(oid('550403'), tlv(0x0c, Buffer.from('127.0.0.1')))));
  const day = 24 * 3600_000;
  const validity = sequence(utcTime(Date.now() - day), utcTime(Date.now() + day));
  const address = sequence(tlv(0x87, Buffer.from([127, 0, 0, 1])));
  const alternativeName = sequence(oid('551d11'), tlv(0x04, address));
  const content = sequence(
    tlv(0xa0, integer(2)),
    integer(1),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(alternativeName)),
  );
  const signature = tlv(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  const lines = sequence(content, ecdsaWithSha256, signature)
    .toString('base64')
    .replace(/.{64}/g, '$&\n');
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** One value of ASN.1 in DER: tag, length, content. */
function tlv(tag: number, ...content: Uint8Array[]): Buffer {
  const bytes = Buffer.concat(content);
  const { length } = bytes;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), bytes]);
}

const sequence = (...content: Uint8Array[]) => tlv(0x30, ...content);
const set = (...content: Uint8Array[]) => tlv(0x31, ...content);
const integer = (value: number) => tlv(0x02, Buffer.from([value]));
const oid = (hex: string) => tlv(0x06, Buffer.from(hex, 'hex'));
const utcTime = (ms: number) =>
  tlv(0x17, Buffer.from(new Date(ms).toISOString().replace(/^..|[-:T]|\.\d+/g, '')));
