// The form of an answer, from the request headers that decide it.
import type { IncomingHttpHeaders } from 'node:http';
import Negotiator from 'negotiator';

const OPEN_METRICS = 'application/openmetrics-text';
const TEXT = 'text/plain';

/** @returns false without Accept-Encoding: a body that is not compressed costs no computing */
export function wantsGzip(headers: IncomingHttpHeaders): boolean {
  return new Negotiator({ headers }).encoding(['gzip', 'identity']) === 'gzip';
}

/** @returns true only when the client names OpenMetrics and does not prefer plain text */
export function wantsOpenMetrics({ accept = '' }: IncomingHttpHeaders): boolean {
  // Without a list of available types, negotiator leaves parameters such as the version aside.
  const accepted = new Negotiator({ headers: { accept: accept.toLowerCase() } }).mediaTypes();
  return accepted.find((type) => type === OPEN_METRICS || type === TEXT) === OPEN_METRICS;
}
