// YAML text -> tokens of the library. Refuses deep nesting before anything is composed: the library composes recursively.
import { Lexer, Parser, type CST, type LineCounter } from 'yaml';

/** mappings and lists within each other */
export const MAX_DEPTH = 100;

export class TooDeep extends Error {
  readonly offset: number;

  constructor(offset: number) {
    super();
    this.offset = offset;
  }
}

/** @throws TooDeep */
export function* readTokens(text: string, lines: LineCounter): Generator<CST.Token> {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > MAX_DEPTH) throw new TooDeep(parser.offset);
  }
  yield* parser.end();
}
