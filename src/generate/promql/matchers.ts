// Selectors and their matchers. Contains no metric names.
import type { Matcher, Selector, VectorSelector } from './expr.ts';
import type { Metric, SelectorType } from './metric.ts';

/** What a label is compared with: a text alone must be equal. */
export type MatcherValue = string | Pick<Matcher, 'op' | 'value'>;
export type Matchers = Readonly<Record<string, MatcherValue>>;

export const re = (value: string): MatcherValue => ({ op: '=~', value });
export const not = (value: string): MatcherValue => ({ op: '!=', value });
export const notRe = (value: string): MatcherValue => ({ op: '!~', value });

/** Quotes a text so that a regular expression matches it alone. */
export function escapeRe(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

export function selector<Type extends SelectorType>(metric: Metric<Type>, matchers: Matchers = {}): Selector<Type> {
  return { ...plainSelector(metric.name, matchers), metric };
}

/** For series that are in no catalogue: recorded ones, and the one by which the user recognises a node. */
export function plainSelector(name: string, matchers: Matchers = {}): VectorSelector {
  return { kind: 'selector', name, matchers: listed(matchers) };
}

/** The same selector with further matchers, behind those that it has; a label that has another one already gets a second one. */
export function alsoMatching<S extends VectorSelector>(selector: S, matchers: Matchers): S {
  const has = (more: Matcher) =>
    selector.matchers.some(({ label, op, value }) => label === more.label && op === more.op && value === more.value);
  return { ...selector, matchers: [...selector.matchers, ...listed(matchers).filter((more) => !has(more))] };
}

/** The value of that long ago. */
export const ago = <S extends VectorSelector>(selector: S, offset: string): S => ({ ...selector, offset });

function listed(matchers: Matchers): readonly Matcher[] {
  return Object.entries(matchers).map(([label, matcher]) => {
    const { op, value } = typeof matcher === 'string' ? { op: '=' as const, value: matcher } : matcher;
    return { label, op, value };
  });
}
