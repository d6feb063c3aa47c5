// Says what is wrong with a POSIX extended regular expression, as glibc's regcomp reads it for rsyslog's re_match().
// rsyslog refuses to start with one that does not compile. Does not match anything itself; stricter than glibc about
// escapes that it takes for plain letters (`\d` is the letter d), because nobody means that.

const CLASSES = /^\[:(?:alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):\]/;
const BOUND = /^\{(\d*)(,?)(\d*)\}/;
const LARGEST_REPEAT = 32_767;
const GNU_ESCAPES = 'wWsSbB';
const GNU_ANCHORS = "bB<>`'";

interface State {
  /** open parentheses */
  depth: number;
  /** whether there is something that `*` could repeat */
  hasAtom: boolean;
}

/** @returns undefined when it compiles, otherwise the end of the sentence "is not a regular expression: ..." */
export function posixRegexProblem(regex: string): string | undefined {
  if (regex === '') return 'it is empty';
  if (regex.includes('\0')) return 'it holds a NUL character';
  const state: State = { depth: 0, hasAtom: false };
  let at = 0;
  while (at < regex.length) {
    const step = readOne(regex.slice(at), state);
    if (typeof step === 'string') return step;
    at += step;
  }
  return state.depth > 0 ? 'a "(" is never closed' : undefined;
}

/** @returns how many characters were read, or what is wrong with them */
function readOne(rest: string, state: State): number | string {
  const [first] = rest;
  switch (first) {
    case '\\':
      return readEscape(rest, state);
    case '[':
      state.hasAtom = true;
      return readBracket(rest);
    case '(':
      state.depth += 1;
      state.hasAtom = false;
      return 1;
    case ')':
      if (state.depth === 0) return 'a ")" closes nothing (write "\\)" for the character)';
      state.depth -= 1;
      state.hasAtom = true;
      return 1;
    case '|':
    case '^':
    case '$':
      state.hasAtom = false;
      return 1;
    case '*':
    case '+':
    case '?':
    case '{':
      if (!state.hasAtom) return `"${first}" has nothing before it to repeat`;
      return first === '{' ? readBound(rest) : 1;
    default:
      state.hasAtom = true;
      return 1;
  }
}

function readEscape(rest: string, state: State): number | string {
  const escaped = rest[1];
  if (escaped === undefined) return 'it ends in a backslash';
  if (/[0-9]/.test(escaped)) return `"\\${escaped}" refers back to a group, which these expressions do not know`;
  if (/[A-Za-z]/.test(escaped) && !GNU_ESCAPES.includes(escaped))
    return `"\\${escaped}" means nothing in a POSIX regular expression (write [0-9] for a digit)`;
  state.hasAtom = !GNU_ANCHORS.includes(escaped);
  return 2;
}

function readBound(rest: string): number | string {
  const match = BOUND.exec(rest);
  if (match === null || /^\{,?\}$/.test(match[0])) return '"{" must be followed by a count as in {2} or {2,5}, and "}"';
  const low = Number(match[1]);
  const high = match[3] === '' ? low : Number(match[3]);
  if (low > high) return 'in {low,high} low is above high';
  return high > LARGEST_REPEAT ? `a count is above ${LARGEST_REPEAT}` : match[0].length;
}

function readBracket(rest: string): number | string {
  let at = rest[1] === '^' ? 2 : 1;
  const start = at;
  /** what a range could begin with; empty for a class, which cannot */
  let low: string | undefined;
  for (; at < rest.length; at += 1) {
    const char = rest[at]!;
    if (char === ']' && at > start) return at + 1;
    if (char === '[' && /[:.=]/.test(rest[at + 1] ?? '')) {
      const name = CLASSES.exec(rest.slice(at));
      if (name === null)
        return `"${rest.slice(at, at + 12)}" is not one of the classes [:alpha:], [:digit:], [:space:] and so on`;
      at += name[0].length - 1;
      low = '';
    } else if (char === '-' && low !== undefined && at + 1 < rest.length && rest[at + 1] !== ']') {
      if (low === '' || rest[at + 1] === '[') return 'a range in brackets must run from one character to another';
      if (low > rest[at + 1]!) return `the range ${low}-${rest[at + 1]} runs backwards`;
      at += 1;
      low = undefined;
    } else {
      low = char;
    }
  }
  return 'a "[" is never closed';
}
