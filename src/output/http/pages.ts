// What the HTTP server needs from the exporter: the content of its pages, made for each request.

export interface HttpPages {
  /** Returns the same Buffer until its content changes: the compressed form is kept per Buffer. */
  metrics(accept: { readonly openMetrics: boolean }): Promise<{ readonly contentType: string; readonly body: Buffer }>;
  /** why /-/healthy answers 503, undefined while it answers 200 */
  unhealthy(): string | undefined;
  /** why /-/ready answers 503, undefined while it answers 200 */
  unready(): string | undefined;
  /** one line about the last batch for the landing page, as plain text */
  landing?(): string;
}
