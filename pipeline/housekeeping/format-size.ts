const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const

/** 'B' to 'TB' by thousands, with at most one decimal: '7.4 MB'. */
export function formatSize(bytes: number): string {
  let [value, unit] = [bytes, 0]
  // A value that would round to 1,000 is 1 of the next unit.
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 9.95 ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`
}

const DAY = 24 * 60 * 60
const AGES: readonly (readonly [seconds: number, name: string])[] = [
  [DAY, 'day'],
  [60 * 60, 'hour'],
  [60, 'minute'],
]

/** How long ago, in whole days, hours or minutes: '3 days'. */
export function formatAge(then: Date, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - then.getTime()) / 1000)
  for (const [length, name] of AGES) {
    const count = Math.floor(seconds / length)
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'}`
  }
  return 'under a minute'
}
