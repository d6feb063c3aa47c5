// One statistics object of a source over time: the series of its counters, and which slot of its line belongs to which.
import type { Shape } from '../impstats/record.ts';
import type { Series } from './family.ts';

export class StatisticsObject {
  /** name, origin and sender of the object's lines; its keys may change */
  readonly shape: Shape;
  /** by the counter's name as emitted */
  readonly series = new Map<string, Series>();
  /** the shape that `slots` belong to: while lines keep it, no name is looked up */
  slotsFor: Shape | undefined;
  /** series by position in the line; undefined is a counter over a bound */
  slots: readonly (Series | undefined)[] = [];
  /** state of the bounds when `slots` were made with holes */
  slotsEpoch = 0;
  /** lines of this object in the last batch that had it, and in the one before */
  instances = 0;
  instancesBefore = 0;
  /** it takes one of the places that there are for senders */
  isCountedSender = false;
  /** number of the last batch that had it, and the last pass that touched it */
  seen = -1;
  pass = -1;

  constructor(shape: Shape) {
    this.shape = shape;
  }

  static key({ name, origin, sender }: Shape): string {
    return sender === undefined ? `${origin}\0${name}` : `${origin}\0${name}\0${sender}`;
  }

  /** Notes one more line in this pass; @returns whether it is the first one */
  touch(pass: number, number: number): boolean {
    if (this.pass === pass) {
      this.instances++;
      return false;
    }
    this.pass = pass;
    this.seen = number;
    this.instancesBefore = this.instances;
    this.instances = 1;
    return true;
  }

  /** Forgets series that are not there any more. */
  remove(gone: (series: Series) => boolean): void {
    for (const [key, series] of this.series) if (gone(series)) this.series.delete(key);
    this.slotsFor = undefined;
  }
}
