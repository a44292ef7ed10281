/** What a unit measures, and how many of the dimension's base units it is. */
export type Unit = { readonly dimension: string; readonly factor: number }

const SPELLINGS: readonly (readonly [dimension: string, factor: number, spellings: string])[] = [
  ['mass', 1, 'g gm gram grams'],
  ['mass', 1e3, 'kg kgs kilo kilos kilogram kilograms'],
  ['mass', 1e-3, 'mg mgs milligram milligrams'],
  ['mass', 1e-6, 'mcg ug µg μg microgram micrograms'],
  ['mass', 1e-9, 'ng nanogram nanograms'],
  ['mass', 1e-12, 'pg picogram picograms'],
  ['mass', 453.59237, 'lb lbs pound pounds'],
  ['mass', 28.349523125, 'oz ounce ounces'],
  ['volume', 1, 'l liter liters litre litres'],
  ['volume', 1e-1, 'dl deciliter deciliters'],
  ['volume', 1e-3, 'ml cc milliliter milliliters millilitre millilitres'],
  ['volume', 1e-6, 'ul µl μl mcl microliter microliters'],
  ['volume', 1e-15, 'fl'],
  ['length', 1, 'm meter meters metre metres'],
  ['length', 1e-2, 'cm cms centimeter centimeters'],
  ['length', 1e-3, 'mm millimeter millimeters'],
  ['length', 0.0254, 'in inch inches'],
  ['length', 0.3048, 'ft foot feet'],
  ['amount', 1, 'mol'],
  ['amount', 1e-3, 'mmol'],
  ['amount', 1e-6, 'umol µmol μmol'],
  ['amount', 1e-9, 'nmol'],
  ['charge', 1e-3, 'meq'],
  ['units', 1, 'u iu unit units'],
  ['units', 1e-3, 'mu miu'],
  ['share', 1, '% percent pct'],
  ['pressure', 1, 'mmhg'],
  ['rate', 1, 'bpm'],
  ['celsius', 1, 'c °c celsius'],
  ['fahrenheit', 1, 'f °f fahrenheit'],
  ['time', 1, 's sec secs second seconds'],
  ['time', 60, 'min mins minute minutes'],
  ['time', 3600, 'h hr hrs hour hours'],
  ['time', 86_400, 'd day days'],
  ['time', 604_800, 'wk wks week weeks'],
  ['months', 1, 'mo mos month months'],
  ['months', 12, 'y yr yrs year years yo'],
]

const UNITS: ReadonlyMap<string, Unit> = new Map(
  SPELLINGS.flatMap(([dimension, factor, spellings]) =>
    spellings.split(' ').map((spelling) => [spelling, { dimension, factor }] as const),
  ),
)

/** The unit that a text begins with, or the ratio of two ('mg/dL'); null if it begins with no known unit. */
export function leadingUnit(text: string): Unit | null {
  const [, above, below] = /^[ -]?([%°a-zµμ]+)(?:\/([a-zµμ]+))?(?![\p{L}\p{N}])/iu.exec(text) ?? []
  const unit = UNITS.get(above?.toLowerCase() ?? '')
  if (unit === undefined) return null
  if (below === undefined) return unit
  const divisor = UNITS.get(below.toLowerCase()) ?? { dimension: below.toLowerCase(), factor: 1 }
  return { dimension: `${unit.dimension}/${divisor.dimension}`, factor: unit.factor / divisor.factor }
}
