// What a target of the fuzzer is: a part of the program that takes input from outside, and the rules that hold for any input.

export interface Target {
  /** also the name of its folder in the corpus */
  readonly name: string;
  /** inputs to start from, besides the corpus */
  readonly seeds: () => readonly Uint8Array[];
  /** inserted by mutations, besides the words that every target gets */
  readonly words?: readonly string[];
  /**
   * Judges one input.
   * @returns what the program made of it, in a few words: an input with a new outcome is mutated further
   * @throws Finding when a rule is broken; any other error is the program's own, and a finding too
   */
  readonly check: (input: Uint8Array) => string | Promise<string>;
  /**
   * Runs the program without judging, for measurements of time and memory.
   * @returns what the program still holds afterwards
   */
  readonly run?: (input: Uint8Array) => unknown;
  /** ends what it has opened */
  readonly close?: () => Promise<void>;
}

export class Finding extends Error {
  override name = 'Finding';
  /** the broken rule as a sentence, the same for all inputs that break it */
  readonly rule: string;

  constructor(rule: string, detail = '') {
    super(detail === '' ? rule : `${rule}: ${detail}`);
    this.rule = rule;
  }
}

/** @throws Finding unless it holds */
export function rule(holds: boolean, sentence: string, detail: () => unknown = () => ''): void {
  if (!holds) throw new Finding(sentence, String(detail()).slice(0, 2_000));
}

/** @returns the same text for errors of the same cause: a finding's rule, or an error's message without its particulars */
export function causeOf(error: unknown): string {
  if (error instanceof Finding) return error.rule;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return `uncaught ${name}: ${message.replaceAll(/"(?:[^"\\]|\\.)*"|\d+/g, '*').slice(0, 100)}`;
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

export const textOf = (input: Uint8Array): string => decoder.decode(input);
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** Control characters of both sets and the line separators of Unicode: none of them belongs on a terminal. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
export const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
