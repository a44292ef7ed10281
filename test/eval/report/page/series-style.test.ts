import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { seriesStyles } from '../../../../eval/report/page/series-style.js'
import { spreadLabels } from '../../../../eval/report/page/spread-labels.js'

it('gives 30 strategies styles of which no two are alike, in the order given', () => {
  const strategies = Array.from({ length: 30 }, (_, i) => `s${i}`)
  const styles = seriesStyles(strategies, 's4')
  expect([...styles.keys()]).toEqual(strategies)
  expect(new Set([...styles.values()].map((style) => JSON.stringify(style))).size).toBe(30)
  expect(styles.get('s4')).toEqual({ color: 'var(--ink)', dash: 'none', symbol: 'circle' })
})

it('leaves labels that are apart where they are, and spreads those that collide', () => {
  expect(spreadLabels([10, 50], { gap: 16, top: 0, bottom: 100 })).toEqual([10, 50])
  expect(spreadLabels([50, 50], { gap: 16, top: 0, bottom: 100 })).toEqual([50, 66])
  expect(spreadLabels([99, 98, 97], { gap: 10, top: 0, bottom: 100 })).toEqual([100, 90, 80])
})

it('keeps the order and the gap of any labels', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 15 }), (wished) => {
      const placed = spreadLabels(wished, { gap: 16, top: 0, bottom: 300 })
      const inOrder = placed.toSorted((a, b) => a - b)
      for (const [i, y] of inOrder.entries()) if (i > 0) expect(y - inOrder[i - 1]!).toBeGreaterThan(15.999)
      for (const [i, y] of placed.entries()) {
        expect(y).toBeGreaterThan(-0.001)
        expect(y).toBeLessThan(300.001)
        for (const [j, other] of placed.entries()) if (wished[i]! < wished[j]!) expect(y).toBeLessThan(other)
      }
    }),
    { seed: 1 },
  )
})
