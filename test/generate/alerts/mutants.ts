// Small wrong versions of a rule: one number, one label matcher or one comparison at a time.
import type { AlertingRule, RecordedRule } from '../../../src/generate/rules/rules.ts';
import { piecesOf, type Piece } from '../promql/tree.ts';

export type Rule = AlertingRule | RecordedRule;

export interface Mutant {
  readonly change: string;
  readonly rule: Rule;
}

const OPPOSITE: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<', '<=': '>', '==': '!=', '!=': '==' };

export function mutantsOf(rule: Rule): readonly Mutant[] {
  return piecesOf(rule.expr).flatMap((piece) =>
    changesOf(piece).map((text) => {
      const expr = rule.expr.slice(0, piece.from) + text + rule.expr.slice(piece.to);
      const before = rule.expr.slice(Math.max(0, piece.from - 60), piece.from);
      return { change: `${before}[${piece.text} -> ${text}]`, rule: { ...rule, expr } };
    }),
  );
}

function changesOf({ kind, text }: Piece): readonly string[] {
  if (kind === 'comparison') return [OPPOSITE[text] as string];
  if (kind === 'number')
    return Number(text) === 0 ? ['1000000000'] : [String(Number(text) * 10), String(Number(text) / 10)];
  if (text.includes('!=')) return [text.replace('!=', '=')];
  if (text.includes('!~')) return [text.replace('!~', '=~')];
  return [text.replace(/"$/, 'x"')];
}
