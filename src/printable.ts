// Quotes foreign text for a terminal: JSON escapes C0 only, but C1 holds the control sequence introducer (U+009B), and format
// characters reorder or hide what stands beside them.

/** @returns the text as a JSON string without control, format and line-separator characters */
export function toPrintable(text: string): string {
  return escapeControls(JSON.stringify(text));
}

/** @param json any text, of which these characters are escaped; JSON stays JSON with the same value */
export function escapeControls(json: string): string {
  return json.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
