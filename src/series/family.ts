// Families: the series that share a name, a type and a text.
import type { MetricType } from './naming/scheme.ts';

export interface Family {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  /** emitted value times this is the exported value */
  readonly scale: number;
}

/** One object per family, shared by all sources. */
export class Families {
  #byName = new Map<string, Family>();

  /** @returns the family of that name; the first caller decides its text */
  get({ name, type, help, scale }: Family): Family {
    const known = this.#byName.get(name);
    if (known) return known;
    const family = { name, type, help, scale };
    this.#byName.set(name, family);
    return family;
  }

  /** Drops all others: uncatalogued counters have unbounded names, so families without series must not stay. */
  retain(families: readonly Family[]): void {
    this.#byName = new Map(families.map((family) => [family.name, family]));
  }
}
