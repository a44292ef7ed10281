const DATES = /\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?/g
// The powers in '10*3/uL' belong to the unit and are not values.
const NUMBER = /(?<![\p{L}\p{N}./*^{-])-?\d+(?:\.\d+)?(?:\/\d+(?:\.\d+)?)?(?![\p{L}\p{N}*^_]|[-:]\d)/gu
/** A pattern for a unit, as a capture group. */
export const UNIT_END =
  '(%|°[CF]?|10[*^][^\\s,;]+|[^\\s,;()\\d]*\\/[^\\s,;()]+|mm\\[?Hg\\]?|kg|mg|mcg|ug|g|cm|mm|mL|m|L|fL|pg|bpm|Cel|IU|U|mmol|mEq|\\{[^}]*\\})'
const UNIT = new RegExp(`^\\s?${UNIT_END}(?=[\\s,;.)]|$)`)

/** `shown`: the digits with their unit. */
export type LineValue = {
  readonly number: number
  readonly digits: string
  readonly unit: string | null
  readonly shown: string
}

/**
 * The measured value of a line, with its unit if there is one; null if the line has no number. For an event it
 * is the last number, because names contain numbers too and the value follows them; for prose, the first number
 * after `topicEnd`.
 */
export function readLineValue(text: string, isEvent: boolean, topicEnd: number): LineValue | null {
  // Dates are blanked instead of removed, so that positions stay valid.
  const body = text.replace(DATES, (date) => ' '.repeat(date.length))
  const numbers = [...body.matchAll(NUMBER)]
  const chosen = isEvent
    ? numbers.at(-1)
    : (numbers.find((found) => found.index >= topicEnd) ?? numbers.at(-1))
  if (chosen === undefined) return null
  const after = UNIT.exec(body.slice(chosen.index + chosen[0].length))?.[1]
  const inName = isEvent ? /\(([^()]*)\): /.exec(text)?.[1] : undefined
  const unit = (after ?? inName)?.replace(/\.$/, '')
  const digits = chosen[0]
  return {
    number: Number.parseFloat(digits),
    digits,
    unit: unit || null,
    shown: unit ? `${digits} ${unit}` : digits,
  }
}
