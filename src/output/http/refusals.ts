// What the HTTP server refuses, counted by reason.

export const HTTP_REFUSALS = [
  'bad_request',
  'connections',
  'login',
  'login_queue',
  'rate_limit',
  'slow_reader',
] as const;
export type HttpRefusal = (typeof HTTP_REFUSALS)[number];
export type HttpRefusals = Record<HttpRefusal, number>;

export function zeroHttpRefusals(): HttpRefusals {
  return { bad_request: 0, connections: 0, login: 0, login_queue: 0, rate_limit: 0, slow_reader: 0 };
}
