// zod's issues in plain English that says what is allowed. Refuses to echo the value: check.ts adds it.
import { z, type core } from 'zod';

const TYPES: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number',
  int: 'must be a whole number',
  boolean: 'must be true or false',
  array: 'must be a list',
  object: 'must be a mapping of keys to values',
  record: 'must be a mapping of keys to values',
};

const COUNTED: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: ['character', 'characters'],
  array: ['entry', 'entries'],
};

/** zod's error map. A message of the schema takes precedence. */
export function describeIssue(issue: core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (wantsWholeNumber(issue.inst)) return 'must be a whole number';
      return TYPES[issue.expected] ?? `must be of type ${issue.expected}`;
    case 'invalid_value':
      return `must be ${oneOf(issue.values)}`;
    case 'too_small':
      return bound(issue.origin, issue.exact ? 'exactly' : issue.inclusive ? 'at least' : 'more than', issue.minimum);
    case 'too_big':
      return bound(issue.origin, issue.exact ? 'exactly' : issue.inclusive ? 'at most' : 'less than', issue.maximum);
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return issue.pattern === undefined ? `must be a valid ${issue.format}` : `must match ${issue.pattern}`;
    case 'invalid_union':
      return describeUnion(issue);
    case 'invalid_key':
      return 'is not an allowed key';
    default:
      return 'is not allowed';
  }
}

/** For a text in place of a whole number, zod's message is only "expected number". */
function wantsWholeNumber(schema: unknown): boolean {
  return schema instanceof z.ZodNumber && schema.isInt;
}

function describeUnion(issue: core.$ZodRawIssue<core.$ZodIssueInvalidUnion>): string {
  if (issue.inclusive !== false && issue.options !== undefined) return `must be ${oneOf(issue.options)}`;
  const messages = issue.errors.flatMap((branch) => (branch[0] === undefined ? [] : [branch[0].message]));
  const rules = [...new Set(messages)].map((text, index) => (index === 0 ? text : text.replace(/^must be /, '')));
  return rules.length === 0 ? 'is not allowed' : rules.join(' or ');
}

function bound(origin: string, relation: string, limit: number | bigint): string {
  const unit = COUNTED[origin];
  if (unit === undefined) return `must be ${relation} ${limit}`;
  return `must have ${relation} ${limit} ${unit[Number(limit) === 1 ? 0 : 1]}`;
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value)));
  return texts.length === 1 ? (texts[0] ?? '') : `one of ${texts.join(', ')}`;
}
