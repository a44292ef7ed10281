const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }
const DEFAULT_MS = 5 * 60_000

/** Milliseconds; Infinity for a negative one. Null: not a duration. */
export function keepAliveMs(value: unknown): number | null {
  if (value === undefined || value === null) return DEFAULT_MS
  if (typeof value === 'number') return value < 0 ? Number.POSITIVE_INFINITY : value * 1000
  if (typeof value !== 'string') return null
  if (/^-?0$/.test(value)) return 0
  if (!/^-?(\d+(\.\d+)?(ms|s|m|h))+$/.test(value)) return null
  let sum = 0
  for (const [, number, , unit] of value.matchAll(/(\d+(\.\d+)?)(ms|s|m|h)/g))
    sum += Number(number) * UNITS[unit!]!
  return value.startsWith('-') ? Number.POSITIVE_INFINITY : sum
}
