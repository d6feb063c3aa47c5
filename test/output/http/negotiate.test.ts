import { describe, expect, test } from 'vitest';
import { wantsGzip, wantsOpenMetrics } from '../../../src/output/http/negotiate.ts';

describe('gzip', () => {
  test.each([
    [undefined, false],
    ['', false],
    ['gzip', true],
    ['GZIP', true],
    ['deflate, gzip;q=1.0, *;q=0.5', true],
    ['gzip;q=0', false],
    ['gzip;q=0.5, identity', false],
    ['identity;q=0.5, gzip', true],
    ['gzip;q=many', false],
    ['br', false],
    ['xgzip', false],
  ])('Accept-Encoding %j -> %j', (header, expected) => expect(wantsGzip({ 'accept-encoding': header })).toBe(expected));
});

describe('OpenMetrics', () => {
  test.each([
    [undefined, false],
    ['*/*', false],
    ['text/plain', false],
    ['application/openmetrics-text', true],
    ['application/openmetrics-text; version=1.0.0; charset=utf-8', true],
    // What Prometheus 2.42 sends.
    [
      'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1',
      true,
    ],
    // What Prometheus 3 sends.
    [
      'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2',
      true,
    ],
    ['Application/OpenMetrics-Text', true],
    ['application/openmetrics-text;q=0, text/plain', false],
    ['application/openmetrics-text;q=0.3, text/plain;q=0.5', false],
  ])('Accept %j -> %j', (header, expected) => expect(wantsOpenMetrics({ accept: header })).toBe(expected));
});
