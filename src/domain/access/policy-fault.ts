import { Problem } from '../kernel/index.ts';

/** What is wrong with a policy document and where: `Statement[0].Effect must be …`. */
export function policyFault(place: string, reason: string): Problem {
  const where = place === '' ? 'The document' : place;
  return new Problem('invalid', {
    subject: 'policy document',
    field: 'document',
    reason: `${where} ${reason}.`,
  });
}

/** A JSON object of the document. Throws Problem `invalid`. */
export function objectAt(place: string, content: unknown): Record<string, unknown> {
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) {
    return content as Record<string, unknown>;
  }
  throw policyFault(place, 'must be an object');
}

/** What is left of an object once everything known is taken out of it. Throws Problem `invalid`. */
export function refuseUnknown(place: string, rest: Record<string, unknown>): void {
  const [name] = Object.keys(rest);
  if (name !== undefined) throw policyFault(place === '' ? name : `${place}.${name}`, 'is unknown');
}
