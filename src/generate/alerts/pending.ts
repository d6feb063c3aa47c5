// How long the expression of an alert has to hold before it fires, under given settings.
import type { Settings } from '../settings/settings.ts';
import type { Alert } from './alert.ts';

/** @returns a duration */
export const pendingOf = ({ name, for: usual }: Alert, { settings }: { readonly settings: Settings }): string =>
  settings.for[name] ?? usual;
