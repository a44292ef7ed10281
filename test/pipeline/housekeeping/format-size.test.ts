import { describe, expect, it } from 'vitest'
import { formatAge, formatSize } from '../../../pipeline/housekeeping/format-size.js'

describe('sizes and ages', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [7_389_184, '7.4 MB'],
    [26_841_088, '27 MB'],
    [5e15, '5000 TB'],
  ])('prints %d bytes as %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text)
  })

  it.each([
    [0, 'under a minute'],
    [-5, 'under a minute'],
    [60, '1 minute'],
    [3599, '59 minutes'],
    [86_399, '23 hours'],
    [86_400, '1 day'],
    [3 * 86_400 + 5, '3 days'],
  ])('prints %d seconds as %s', (seconds, text) => {
    const now = new Date('2024-05-06T09:00:00Z')
    expect(formatAge(new Date(now.getTime() - seconds * 1000), now)).toBe(text)
  })
})
