import { networkTest } from './ip-address.ts';
import { objectAt, policyFault } from './policy-fault.ts';
import { type TextTest, textTest } from './policy-patterns.ts';

/** What a request says of a condition key, which is in lower case; undefined: nothing. */
export type ConditionKeys = (key: string) => readonly string[] | undefined;

/** Whether a request meets what a statement asks of one key. */
export type Condition = (keys: ConditionKeys) => boolean;

interface Operator {
  /** Works in a value of the document; undefined where it is none of the operator's type. */
  readonly test: (value: string) => TextTest | undefined;
  /** What values must be. */
  readonly accepts: string;
  /** Holds where none of the values fits, and where the request says nothing of the key. */
  readonly negated?: true;
}

const text = { accepts: 'a text' };
const equal: Operator = { ...text, test: (value) => (asked) => asked === value };
const equalIgnoreCase: Operator = {
  ...text,
  test(value) {
    const folded = value.toLowerCase();
    return (asked) => asked.toLowerCase() === folded;
  },
};
const match: Operator = { ...text, test: textTest };
const start: Operator = { ...text, test: (value) => (asked) => asked.startsWith(value) };
const end: Operator = { ...text, test: (value) => (asked) => asked.endsWith(value) };
const network: Operator = {
  accepts: 'an IP address or a prefix such as 192.0.2.0/24',
  test: networkTest,
};

const number = (holds: (asked: number, value: number) => boolean): Operator => ({
  accepts: 'a number',
  test(value) {
    const known = numberOf(value);
    return Number.isNaN(known) ? undefined : (asked) => holds(numberOf(asked), known);
  },
});
const date = (holds: (asked: number, value: number) => boolean): Operator => ({
  accepts: 'a time such as 2026-01-31T12:00:00Z',
  test(value) {
    const known = timeOf(value);
    return Number.isNaN(known) ? undefined : (asked) => holds(timeOf(asked), known);
  },
});
const not = (operator: Operator): Operator => ({ ...operator, negated: true });

/**
 * Source: IAM 5 user manual and SCP syntax (operators of type String, Number, Date, Bool, Null); the
 * negations of StartWith and EndWith and the names of the IP operators are inferred.
 */
const operators: Readonly<Record<string, Operator>> = {
  StringEquals: equal,
  StringNotEquals: not(equal),
  StringEqualsIgnoreCase: equalIgnoreCase,
  StringNotEqualsIgnoreCase: not(equalIgnoreCase),
  StringMatch: match,
  StringNotMatch: not(match),
  StringStartWith: start,
  StringNotStartWith: not(start),
  StringEndWith: end,
  StringNotEndWith: not(end),
  NumberEquals: number((asked, value) => asked === value),
  NumberNotEquals: not(number((asked, value) => asked === value)),
  NumberLessThan: number((asked, value) => asked < value),
  NumberLessThanEquals: number((asked, value) => asked <= value),
  NumberGreaterThan: number((asked, value) => asked > value),
  NumberGreaterThanEquals: number((asked, value) => asked >= value),
  DateLessThan: date((asked, value) => asked < value),
  DateLessThanEquals: date((asked, value) => asked <= value),
  DateGreaterThan: date((asked, value) => asked > value),
  DateGreaterThanEquals: date((asked, value) => asked >= value),
  Bool: {
    accepts: '"true" or "false"',
    test: (value) => (isBoolean(value) ? equalIgnoreCase.test(value) : undefined),
  },
  IpAddress: network,
  NotIpAddress: not(network),
};

/** All names, with `Null`, which asks whether there is a value at all. */
export const operatorNames: readonly string[] = [...Object.keys(operators), 'Null'];

/**
 * Reads the Condition of a statement: all conditions must hold. Of several values one is enough, or
 * for negated operators none may fit. Where the request says nothing of a key, a plain operator does
 * not hold, a negated one and one with IfExists do, ForAllValues does and ForAnyValue does not.
 * Keys are told apart whatever their letter case. Throws Problem `invalid` with the place of the fault.
 */
export function readConditions(place: string, content: unknown): Condition[] {
  return Object.entries(objectAt(place, content)).flatMap(([operator, keys]) => {
    const inner = `${place}.${operator}`;
    return Object.entries(objectAt(inner, keys)).map(([key, values]) => {
      if (!/^[\w-]+:[\w./:@-]+$/.test(key)) {
        throw policyFault(`${inner}.${key}`, 'must be a condition key such as g:UserName');
      }
      return condition(inner, operator, key, valuesAt(`${inner}.${key}`, values));
    });
  });
}

function condition(
  place: string,
  written: string,
  writtenKey: string,
  values: readonly string[],
): Condition {
  const key = writtenKey.toLowerCase();
  const [, set, name = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  if (name === 'Null' && !set && !ifExists)
    return nullCondition(`${place}.${writtenKey}`, key, values);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!operator) throw policyFault(place, 'is no operator');
  const { accepts, negated = false } = operator;
  const tests = values.map((value, i) => {
    const test = operator.test(value);
    if (test) return test;
    throw policyFault(`${place}.${writtenKey}[${i}]`, `must be ${accepts}`);
  });
  const fits = (asked: string) => tests.some((test) => test(asked)) !== negated;
  const whereAbsent = ifExists !== undefined || (set ? set === 'ForAllValues' : negated);
  const all = set ? set === 'ForAllValues' : negated;
  return (keys) => {
    const asked = keys(key);
    if (!asked || asked.length === 0) return whereAbsent;
    return all ? asked.every(fits) : asked.some(fits);
  };
}

function nullCondition(place: string, key: string, values: readonly string[]): Condition {
  for (const [i, value] of values.entries()) {
    if (!isBoolean(value)) throw policyFault(`${place}[${i}]`, 'must be "true" or "false"');
  }
  const wanted = new Set(values.map((value) => value.toLowerCase() === 'true'));
  return (keys) => wanted.has((keys(key) ?? []).length === 0);
}

function valuesAt(place: string, content: unknown): string[] {
  const values = Array.isArray(content) ? content : [content];
  if (values.length > 0 && values.every((value) => typeof value === 'string')) return values;
  throw policyFault(place, 'must be a text or an array of at least one text');
}

function isBoolean(value: string): boolean {
  return /^(true|false)$/i.test(value);
}

function numberOf(value: string): number {
  return /^[+-]?\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
}

function timeOf(value: string): number {
  const isoTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;
  return isoTime.test(value) ? Date.parse(value) : Number.NaN;
}
