// Finds the known word closest to an unknown one. Refuses to guess if none is close.
import leven from 'leven';

/**
 * @param word what was written
 * @param known what is allowed
 * @returns the closest known word, case aside; undefined if all need more edits than a third of their length
 */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  const [closest] = known
    .map((candidate) => ({ candidate, edits: editsBetween(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return closest?.candidate;
}

/** The same letters in another order are one edit: leven counts two letters that changed places twice. */
function editsBetween(left: string, right: string): number {
  return left !== right && sortedLetters(left) === sortedLetters(right) ? 1 : leven(left, right);
}

function sortedLetters(word: string): string {
  return [...word].sort().join('');
}
