// Kinds of values that settings have, each with an error message that states what is allowed. Contains no setting.
import { z } from 'zod';
import { DURATION, seconds } from './duration.ts';

export function textThat(isAllowed: (value: string) => boolean, error: string) {
  return z.string({ error }).refine(isAllowed, { error });
}

const DURATIONS = 'must be a duration like 90s, 5m or 1h30m';
const SHARE = 'must be a number above 0 and at most 1';

/** Labels that expressions use themselves: a selector for one of them would be overwritten or would match nothing. */
const RESERVED_LABELS = ['name', 'origin', 'queue', 'reason', 'result', '__name__'];

export const someText = textThat((value) => value !== '', 'must be a text that is not empty');
export const anyText = z.string({ error: 'must be a text, in quotes if it looks like a number' });
export const webAddressOrEmpty = textThat(
  (value) => value === '' || (/^https?:\/\/[^\s{}"#]+$/.test(value) && URL.canParse(value)),
  'must be a web address that starts with http:// or https:// and has no "#", or empty',
);

export const durationOrZero = textThat((value) => DURATION.test(value), DURATIONS);
export const positiveDuration = textThat((value) => DURATION.test(value) && seconds(value) > 0, `${DURATIONS}, not 0`);

export const positiveInteger = z.int({ error: 'must be a whole number' }).min(1, { error: 'must be at least 1' });
export const positiveNumber = z.number({ error: 'must be a number' }).positive({ error: 'must be more than 0' });
export const share = z.number({ error: SHARE }).positive({ error: SHARE }).max(1, { error: SHARE });

export const nameOfMetric = textThat(
  (value) => /^[A-Za-z_:][A-Za-z0-9_:]*$/.test(value),
  'must be the name of a metric',
);
export const labelName = textThat(
  (value) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(value),
  'must be a label name: letters, digits and "_"',
);
export const freeLabelName = labelName.refine((value) => !RESERVED_LABELS.includes(value), {
  error: `must not be one of ${RESERVED_LABELS.join(', ')}`,
});

const LABEL = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
const SUBDOMAIN = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const isObjectName = (value: string): boolean => value.length <= 253 && SUBDOMAIN.test(value);

export const objectName = textThat(
  isObjectName,
  'must be the name of a Kubernetes object: lower-case letters, digits, "-" and "."',
);
export const labelledName = objectName.refine((value) => value.length <= 63, {
  error: 'must have at most 63 characters: it becomes the value of a label',
});
export const namespace = textThat(
  (value) => value === '' || isObjectName(value),
  'must be the name of a namespace, or empty',
);
export const kubernetesLabels = z.record(
  textThat(
    (value) => /^(?:[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$/.test(value),
    'must be a Kubernetes label: an optional prefix with "/", then letters, digits, "-", "_" and "."',
  ),
  textThat(
    (value) => /^(?:[A-Za-z0-9](?:[-._A-Za-z0-9]{0,61}[A-Za-z0-9])?)?$/.test(value),
    'must be the value of a Kubernetes label: at most 63 letters, digits, "-", "_" and "."',
  ),
);
