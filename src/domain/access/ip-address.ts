interface Address {
  /** 32 or 128. */
  readonly length: number;
  readonly bits: bigint;
}

/**
 * Whether an address lies in a network, which is one address or a prefix such as `192.0.2.0/24` or
 * `2001:db8::/32`; undefined where the text names none. IPv4 written as IPv6 is IPv4.
 */
export function networkTest(network: string): ((address: string) => boolean) | undefined {
  const [text = '', prefix, ...more] = network.split('/');
  const base = addressOf(text);
  if (!base || more.length > 0) return undefined;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return undefined;
  // In the notation of IPv6 the prefix counts its 96 leading bits, too.
  const leading = base.length === 32 && text.includes(':') ? 96 : 0;
  const kept = prefix === undefined ? base.length : Number(prefix) - leading;
  if (kept < 0 || kept > base.length) return undefined;
  const dropped = BigInt(base.length - kept);
  return (other) => {
    const address = addressOf(other);
    return address?.length === base.length && address.bits >> dropped === base.bits >> dropped;
  };
}

/** Whether a text is an IP address of either version. */
export function isAddress(text: string): boolean {
  return addressOf(text) !== undefined;
}

function addressOf(text: string): Address | undefined {
  if (!text.includes(':')) {
    const bits = bitsOf4(text);
    return bits === undefined ? undefined : { length: 32, bits };
  }
  const bits = bitsOf6(text.replace(/%.*$/, ''));
  if (bits === undefined) return undefined;
  return bits >> 32n === 0xffffn
    ? { length: 32, bits: bits & 0xffff_ffffn }
    : { length: 128, bits };
}

function bitsOf4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  if (!parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOf6(text: string): bigint | undefined {
  const [, start = text, end] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const tail = end === undefined ? undefined : bitsOf4(end);
  if (end !== undefined && tail === undefined) return undefined;
  const hex =
    tail === undefined ? '' : `${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const halves = (start + hex).split('::');
  const [left = [], right = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - right.length;
  if (halves.length > 2 || (halves.length === 1 ? missing !== 0 : missing < 1)) return undefined;
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
