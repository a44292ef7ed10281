import { findDates } from './find-dates.js'
import { leadingUnit, type Unit } from './units.js'

/** A number of a text. step: one unit of the last digit that is written. */
export type Quantity = { readonly value: number; readonly step: number; readonly unit: Unit | null }

const NUMBER = /(?<![\p{L}\p{N}_.])([-\u2212+]?)(\d{1,3}(?:,\d{3})+(?![\d,])|\d+)?(\.\d+)?(?![\d_])/gu

/** The numbers of a text with the units after them. Dates are not numbers. */
export function quantities(text: string): Quantity[] {
  let undated = text
  for (const { start, end } of findDates(text)) {
    undated = undated.slice(0, start) + ' '.repeat(end - start) + undated.slice(end)
  }
  return [...undated.matchAll(NUMBER)].flatMap((match) => {
    const [whole, sign, digits, decimals] = match
    if (digits === undefined && decimals === undefined) return []
    const written = `${(digits ?? '0').replaceAll(',', '')}${decimals ?? ''}`
    // '1-2' and '120/80-90' are ranges, not negative numbers.
    const isRange = /[\d%]\s?$/.test(undated.slice(0, match.index))
    const isNegative = sign !== undefined && sign !== '' && sign !== '+' && !isRange
    const behind = undated.slice(match.index + whole.length)
    return [
      {
        value: (isNegative ? -1 : 1) * Number(written),
        step: 10 ** -Math.max(0, (decimals ?? '.').length - 1),
        unit: leadingUnit(behind),
      },
    ]
  })
}
