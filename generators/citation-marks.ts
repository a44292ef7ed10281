const LABELS = '\\s*\\d+(?:\\s*[,;–-]\\s*\\d+)*\\s*'

/** A citation in a text: '[3]', '[3, 7]', '[1-3]'. */
export const MARK = new RegExp(`\\[${LABELS}\\]`, 'g')

/** Labels with or without brackets, and nothing else. */
export const WHOLLY_LABELS = new RegExp(`^(?:\\[${LABELS}\\]|${LABELS})$`)

/** The labels that a mark lists: each is one label, or both ends of a range. '[3, 05-7]' gives [['3'], ['5', '7']]. */
export function partsOfMark(mark: string): string[][] {
  return mark.split(/[,;]/).map((part) => (part.match(/\d+/g) ?? []).map((digits) => `${BigInt(digits)}`))
}

/** The labels from first to last, both included. Empty if the last is smaller than the first. */
export function labelsFrom(first: string, last: string): string[] {
  const count = Math.max(0, Number(last) - Number(first) + 1)
  return Array.from({ length: count }, (_, i) => `${Number(first) + i}`)
}
