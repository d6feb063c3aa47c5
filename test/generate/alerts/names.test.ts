import { expect, test } from 'vitest';
import { ALERTS } from '../../../src/generate/alerts/index.ts';
import { ALERT_NAMES } from '../../../src/generate/settings/alert-names.ts';

test('settings list every alert by its name, in the order of the rules', () => {
  expect(ALERTS.map(({ name }) => name)).toEqual(ALERT_NAMES);
});
