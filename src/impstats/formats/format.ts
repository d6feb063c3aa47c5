// What a statistics format has to offer: one file per format implements it, formats/index.ts registers it.
import type { Scan } from '../json/scanner.ts';

export interface Format {
  readonly name: string;
  /** @returns whether the statistics that start at this offset are of this format; judged by their first characters only */
  recognises(line: string, at: number): boolean;
  /** Parses what stands from this offset to the end of the line; never throws. */
  parse(line: string, at: number): Scan;
}
