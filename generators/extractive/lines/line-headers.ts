const HEADER = /^\[(\d+)\] (?:(?:\d{4}-\d\d-\d\d(?: \d\d:\d\d)?|undated) )?([^:\n]*)/gm

/**
 * The text after each label's number in the headers of a context: 'drug exposure', 'progress note'. If a label
 * occurs twice, the first one counts: labels are assigned in order, so a note that imitates a header comes after
 * its own.
 */
export function readHeaderTypes(context: string): Map<number, string> {
  const types = new Map<number, string>()
  for (const [, label, type] of context.matchAll(HEADER)) {
    if (!types.has(Number(label))) types.set(Number(label), type!.trim())
  }
  return types
}
