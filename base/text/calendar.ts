/**
 * What all readers of dates share. Their grammars differ because the sources write dates differently: a chart's own
 * times (`corpus/chart-time.ts`, a whole field and nothing else), instructions and evidence (`reading/times/dates.ts`, years
 * of two digits up to the chart's last), and answers (`eval/text/words/find-dates.ts`, years of two digits up to 2049, and
 * only days that exist). One grammar for all would change contexts and values.
 */
export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const

/** Three letters, which may be followed by the rest of a month's name, for a regular expression. */
export const SHORT_MONTH = MONTHS.map((month) => month.slice(0, 3)).join('|')

/** From 1; of a month's name in any case, or of its first three letters; 0 for anything else. */
export function monthNumber(name: string): number {
  const short = name.slice(0, 3).toLowerCase()
  return MONTHS.findIndex((month) => month.slice(0, 3) === short) + 1
}

/** @param month from 1 */
export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/**
 * The matches of forms in a text, in its order. A later form finds nothing in a range, [start, end), that an earlier one took.
 * @param forms global regular expressions, the most specific first
 * @param read null if the match is not a date after all
 */
export function findForms<T>(
  text: string,
  forms: readonly RegExp[],
  read: (groups: Readonly<Record<string, string | undefined>>) => T | null,
): (T & { readonly start: number; readonly end: number })[] {
  const found: (T & { readonly start: number; readonly end: number })[] = []
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      const start = match.index
      const end = start + match[0].length
      if (found.some((other) => start < other.end && other.start < end)) continue
      const value = read(match.groups ?? {})
      if (value !== null) found.push({ ...value, start, end })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}
