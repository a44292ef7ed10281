/** How sure it is that two written quantities are one. */
const EQUAL = 1
const CONVERTED = 0.95
const ROUNDED = 0.97
/** '15' may be 15.4; '1' is not a creatinine of 1.4. */
const MOST_ROUNDED = 0.05
/** The factor that converts one unit into the other: SI factors and the US customary units; both sides in folded spelling. */
const FACTORS: readonly (readonly [from: string, to: string, factor: number])[] = [
  ['kg', 'lb', 2.204623],
  ['kg', 'g', 1000],
  ['oz', 'g', 28.34952],
  ['cm', 'in', 1 / 2.54],
  ['m', 'cm', 100],
  ['cm', 'mm', 10],
  ['g/dl', 'g/l', 10],
  ['mg/dl', 'mg/l', 10],
  ['mg/dl', 'g/l', 0.01],
  ['ng/ml', 'ug/l', 1],
  ['ng/ml', 'mcg/l', 1],
  ['meq/l', 'mmol/l', 1],
  ['10*3/ul', '10*9/l', 1],
  ['10*3/ul', '/ul', 1000],
  ['10*3/ul', 'k/ul', 1],
  ['10*6/ul', '10*12/l', 1],
  ['mg', 'g', 0.001],
  ['mcg', 'mg', 0.001],
]
/** mg/dL times this is mmol/L (µmol/L of creatinine and bilirubin): molar masses, by a word of the event's name. */
const MOLAR: readonly (readonly [name: RegExp, unit: string, factor: number])[] = [
  [/glucose/, 'mmol/l', 1 / 18.016],
  [/cholesterol/, 'mmol/l', 1 / 38.67],
  [/triglyceride/, 'mmol/l', 1 / 88.57],
  [/urea nitrogen/, 'mmol/l', 1 / 2.801],
  [/calcium/, 'mmol/l', 1 / 4.008],
  [/creatinine/, 'umol/l', 88.42],
  [/bilirubin/, 'umol/l', 17.1],
]
const SPELLINGS: Readonly<Record<string, string>> = {
  lbs: 'lb',
  '[lb_av]': 'lb',
  pounds: 'lb',
  '[in_i]': 'in',
  inches: 'in',
  cel: 'c',
  '°c': 'c',
  '°f': 'f',
  '[degf]': 'f',
  µg: 'mcg',
  ug: 'mcg',
  'mm[hg]': 'mmhg',
}

/** A number as it is written, with its unit if there is one. */
export type Quantity = { readonly number: string; readonly unit: string | null }

/**
 * How likely what was written is the value of an event, 0 to 1: the same number, one rounded as far as it is written, or the
 * same in another unit, if both units are named. Another number is 0.
 * @param name of the event, in lower case; it decides the molar mass
 */
export function sameQuantity(written: Quantity, charted: Quantity, name: string): number {
  const asked = Number(written.number)
  const value = Number(charted.number)
  if (!Number.isFinite(asked) || !Number.isFinite(value)) return 0
  const [from, to] = [spelling(charted.unit), spelling(written.unit)]
  const plain = closeness(written.number, asked, value)
  if (plain > 0) return plain
  if (from === null || to === null || from === to) return 0
  const converted = convert(value, { from, to, name })
  return converted !== null && closeness(written.number, asked, converted) > 0 ? CONVERTED : 0
}

function closeness(digits: string, asked: number, value: number): number {
  if (asked === value) return EQUAL
  const decimals = digits.split('.')[1]?.length ?? 0
  const step = 10 ** -decimals
  const off = Math.abs(asked - value)
  return off <= step / 2 + 1e-9 && off <= MOST_ROUNDED * Math.abs(value) ? ROUNDED : 0
}
type Conversion = {
  readonly from: string
  readonly to: string
  readonly name: string
}

function convert(value: number, { from, to, name }: Conversion): number | null {
  if (from === 'c' && to === 'f') return value * 1.8 + 32
  if (from === 'f' && to === 'c') return (value - 32) / 1.8
  for (const [a, b, factor] of FACTORS) {
    if (a === from && b === to) return value * factor
    if (b === from && a === to) return value / factor
  }
  for (const [word, unit, factor] of MOLAR) {
    if (!word.test(name)) continue
    if (from === 'mg/dl' && to === unit) return value * factor
    if (to === 'mg/dl' && from === unit) return value / factor
  }
  return null
}

/** null: no unit is named. */
function spelling(unit: string | null): string | null {
  const lower =
    unit
      ?.toLowerCase()
      .replaceAll('^', '*')
      .replaceAll('μ', 'µ')
      .replaceAll(/[\s{}]/g, '') ?? ''
  if (lower === '') return null
  return SPELLINGS[lower] ?? lower.replace('µ', 'u').replace(/^x(?=10)/, '')
}
