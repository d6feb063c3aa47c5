// What the sources of a store share: names, families, bounds, and what is known from before our own start.
import type { Value } from '../impstats/record.ts';
import type { Family } from './family.ts';
import type { DropReason, Limits } from './limits.ts';
import type { Namer, Naming } from './naming/namer.ts';
import type { ResetMode } from './resets.ts';

export interface SourceContext {
  readonly namer: Namer;
  readonly limits: Limits;
  /** rises whenever room was made, so that who was refused may try again; never 0 */
  readonly epoch: number;
  /** @param bucket name of a dynstats bucket, empty for the process */
  resetMode(bucket: string): ResetMode;
  family(naming: Naming): Family;
  /** takes in one more series, unless the bound is reached */
  admit(): boolean;
  release(count: number): void;
  drop(reason: DropReason, count: number): void;
  /** @returns what is known of this series from before our own start, in rsyslog's unit; only once */
  restored(id: string, scale: number): Value | undefined;
  /** @param bucket as for resetMode; @returns whether reports reset its counters before our own start */
  wasInterval(bucket: string): boolean;
}
