// Validates POSIX extended regular expressions as glibc's regcomp reads them for rsyslog's re_match(), since rsyslog does not
// start with an invalid one. Matches nothing. Also refuses escapes that glibc reads as plain letters (`\d` is the letter d):
// they are always mistakes.

const CLASSES = /^\[:(?:alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit):\]/;
const BOUND = /^\{(\d*)(,?)(\d*)\}/;
const LARGEST_REPEAT = 32_767;
const GNU_ESCAPES = 'wWsSbB';
const GNU_ANCHORS = "bB<>`'";

interface State {
  /** open parentheses */
  depth: number;
  /** whether `*` has something to repeat */
  hasAtom: boolean;
}

/** @returns undefined when it compiles, otherwise the end of the sentence "is not a regular expression: ..." */
export function posixRegexProblem(regex: string): string | undefined {
  if (regex === '') return 'it is empty';
  if (regex.includes('\0')) return 'it contains a NUL character';
  const state: State = { depth: 0, hasAtom: false };
  let offset = 0;
  while (offset < regex.length) {
    const step = readOne(regex.slice(offset), state);
    if (typeof step === 'string') return step;
    offset += step;
  }
  return state.depth > 0 ? 'a "(" is never closed' : undefined;
}

/** @returns the number of characters read, or what is wrong with them */
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
  if (/[0-9]/.test(escaped)) return `"\\${escaped}" refers back to a group, which these expressions do not support`;
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
  let offset = rest[1] === '^' ? 2 : 1;
  const start = offset;
  /** what a range could begin with; empty after a class, which cannot begin one */
  let low: string | undefined;
  for (; offset < rest.length; offset += 1) {
    const [char = '', next] = rest.slice(offset, offset + 2);
    if (char === ']' && offset > start) return offset + 1;
    if (char === '[' && next !== undefined && ':.='.includes(next)) {
      const name = CLASSES.exec(rest.slice(offset));
      if (name === null)
        return `"${rest.slice(offset, offset + 12)}" is not one of the classes [:alpha:], [:digit:], [:space:] and so on`;
      offset += name[0].length - 1;
      low = '';
    } else if (char === '-' && low !== undefined && next !== undefined && next !== ']') {
      if (low === '' || next === '[') return 'a range in brackets must run from one character to another';
      if (low > next) return `the range ${low}-${next} runs backwards`;
      offset += 1;
      low = undefined;
    } else {
      low = char;
    }
  }
  return 'a "[" is never closed';
}
