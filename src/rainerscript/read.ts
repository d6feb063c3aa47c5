// Reads rsyslog's configuration language as far as the doctor needs it: objects with their parameters, and legacy directives.
// Expressions and legacy selectors are passed over. Text in, statements out; it refuses nothing: `rsyslogd -N1` does that.

export interface Statement {
  /** in lower case: `module`, `action`, ...; a legacy directive starts with `$` */
  readonly name: string;
  /** by lower-case name; a list has several values, all others one */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** what follows a legacy directive */
  readonly value: string;
  readonly file: string;
  readonly line: number;
  /** the ruleset that it stands in */
  readonly ruleset: string | undefined;
}

const OBJECTS =
  'module|action|ruleset|input|template|global|main_queue|include|dyn_stats|percentile_stats|lookup_table|parser|timezone|ratelimit';
const PASSED_OVER = /(?:\s+|#[^\n]*|\/\*[^]*?\*\/)+/y;
const DIRECTIVE = /\$([A-Za-z]\w*)[ \t]+([^\n]*)/y;
const OBJECT = new RegExp(`(${OBJECTS})\\s*\\(`, 'iy');
const STRING = /"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|`([^`]*)`/y;
const ONE_LINE_STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const NAME = /([\w.]+)\s*=\s*/y;
const BARE = /[^\s()\]",]+/y;
const WORD = /[\w.]+|[^]/y;

/** @param ruleset the one that an `include` of this text stands in */
export function scan(text: string, file: string, ruleset?: string): Statement[] {
  const statements: Statement[] = [];
  const open: (string | undefined)[] = [ruleset];
  let awaited: string | undefined;
  let at = 0;
  let line = 1;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return null;
    line += match[0].split('\n').length - 1;
    at += match[0].length;
    return match;
  };
  const values = (): string[] => {
    const string = take(STRING);
    if (string) return [unescape(string[1] ?? string[2] ?? string[3] ?? '')];
    if (text[at] !== '[') return [take(BARE)?.[0] ?? ''];
    at++;
    const list: string[] = [];
    while (at < text.length && text[at] !== ']') {
      if (take(PASSED_OVER)) continue;
      const item = take(STRING);
      if (item) list.push(unescape(item[1] ?? item[2] ?? ''));
      else at++;
    }
    at++;
    return list;
  };
  const parameters = (): Map<string, readonly string[]> => {
    const found = new Map<string, readonly string[]>();
    while (at < text.length && text[at] !== ')') {
      if (take(PASSED_OVER)) continue;
      const name = take(NAME)?.[1];
      if (name === undefined) take(WORD);
      else found.set(name.toLowerCase(), values());
    }
    at++;
    return found;
  };
  while (at < text.length) {
    if (take(PASSED_OVER)) continue;
    const common = { file, line, ruleset: awaited ?? open.at(-1) };
    const directive = isLineStart(text, at) ? take(DIRECTIVE) : null;
    if (directive) {
      const [, name = '', value = ''] = directive;
      statements.push({ ...common, name: `$${name.toLowerCase()}`, parameters: new Map(), value: value.trim() });
      continue;
    }
    const object = take(OBJECT);
    if (object) {
      const statement = { ...common, name: (object[1] ?? '').toLowerCase(), parameters: parameters(), value: '' };
      statements.push(statement);
      if (statement.name === 'ruleset') awaited = statement.parameters.get('name')?.[0];
    } else if (text[at] === '{') {
      open.push(awaited ?? open.at(-1));
      awaited = undefined;
      at++;
    } else if (text[at] === '}') {
      if (open.length > 1) open.pop();
      at++;
    } else if (!take(ONE_LINE_STRING)) {
      take(WORD);
    }
  }
  return statements;
}

function isLineStart(text: string, at: number): boolean {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at).trim() === '';
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f' };

function unescape(text: string): string {
  return text.replaceAll(/\\([0-7]{3}|x[0-9a-fA-F]{2}|[^])/g, (_, code: string) => {
    if (/^[0-7]{3}$/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    if (code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return ESCAPES[code] ?? code;
  });
}
