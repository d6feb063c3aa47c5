// How long the expression of an alert has to hold before it fires, under given settings.
import type { Selectors } from '../promql/selectors.ts';
import type { Alert } from './alert.ts';

/** @returns a duration */
export const pendingOf = ({ name, for: usual }: Alert, selectors: Selectors): string =>
  selectors.settings.for[name] ?? (typeof usual === 'string' ? usual : usual(selectors));
