const HEADER = /^\[(\d+)\] (?:(?:\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|undated) )?([^:\n]*)/gm

/**
 * What comes after each label's number in the headers of a context: 'drug exposure', 'progress note'. Of a label that
 * is twice the first counts: labels are given out in order, so a note that imitates a header comes after its own.
 */
export function readHeaderTypes(context: string): Map<number, string> {
  const types = new Map<number, string>()
  for (const [, label, type] of context.matchAll(HEADER)) {
    if (!types.has(Number(label))) types.set(Number(label), type!.trim())
  }
  return types
}
