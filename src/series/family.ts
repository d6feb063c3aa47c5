// Families: the series that share a name, a type and a text.
import type { MetricType } from './naming/scheme.ts';

export interface Family {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** the value in the record times this is the exported value */
  readonly scale: number;
}

/** One object per family, shared by all sources. Uncatalogued counters have unbounded names, so a family goes with its last series. */
export class Families {
  readonly #byName = new Map<string, Family & { series: number }>();

  /** @returns the family for one more series of that name; the first caller decides its text */
  take({ name, type, help, scale }: Family): Family {
    const known = this.#byName.get(name);
    const family = known ?? { name, type, help, scale, series: 0 };
    family.series++;
    if (!known) this.#byName.set(name, family);
    return family;
  }

  /** A series of the family is gone. */
  release({ name }: Family): void {
    const family = this.#byName.get(name);
    if (family && --family.series === 0) this.#byName.delete(name);
  }
}
