const SPOKEN: ReadonlyMap<string, string> = new Map([
  ['{INR}', ''],
  ['{score}', ''],
  ['mm[Hg]', 'mmHg'],
  ['10*3/uL', 'K/µL'],
  ['Cel', '°C'],
  ['m[IU]/L', 'mIU/L'],
  ['mL/min/{1.73_m2}', 'mL/min/1.73 m²'],
])

/** A value with its unit as clinicians write it; the chart's events carry UCUM codes instead. */
export function amount(value: string | null, unit: string | null): string {
  return `${value ?? ''} ${SPOKEN.get(unit ?? '') ?? unit ?? ''}`.trim()
}
