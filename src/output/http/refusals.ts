// What the HTTP server refuses, counted by reason.

export type HttpRefusals = ReturnType<typeof zeroHttpRefusals>;
export type HttpRefusal = keyof HttpRefusals;

/** Each reason is explained in docs/operation.md. */
export function zeroHttpRefusals() {
  return {
    bad_request: 0,
    connections: 0,
    login: 0,
    login_queue: 0,
    rate_limit: 0,
    request_timeout: 0,
    slow_reader: 0,
  };
}
