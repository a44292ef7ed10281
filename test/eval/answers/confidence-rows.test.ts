import { expect, it } from 'vitest'
import { confidenceRows } from '../../../eval/answers/confidence-rows.js'
import { confidenceSection } from '../../../eval/report/answers/confidence-section.js'

const answer = (confidence: number, isRight: boolean, patientId: string) => ({
  ...{ strategy: 'bm25', budget: 100, generator: 'g', patientId, confidence, isRight },
})
const SETTINGS = { seed: 1, resamples: 100, level: 0.95 }
const BASIS = { headline: 'g', patients: 2, level: 0.95 }

it('gives risk, area and AUROC of each arm', () => {
  const rows = confidenceRows(
    [answer(0.9, true, 'p1'), answer(0.9, true, 'p2'), answer(0.5, false, 'p1'), answer(0.1, true, 'p2')],
    SETTINGS,
  )
  // Risks of the 1, 2, 3 and 4 most confident answers: 0, 0, 1/3, 1/4. Of three pairs two are in order.
  expect(rows).toMatchObject([{ answers: 4, patients: 2, wrong: 0.25, auroc: 2 / 3 }])
  expect(rows[0]!.aurc).toBeCloseTo(7 / 48, 12)
  const { markup } = confidenceSection({ rule: 'it is right', rows }, BASIS)!.body
  // Two answers are equally confident, so a quarter of the answers cannot be kept alone.
  expect(markup).toContain('<b>0.0</b><small> at 50%</small>')
  expect(markup).toContain('<b>33.3</b>')
})

it('has no AUROC if all are right, and no section without a confidence', () => {
  expect(confidenceRows([answer(0.9, true, 'p1'), answer(0.2, true, 'p2')], SETTINGS)).toMatchObject([
    { auroc: null, aurc: 0 },
  ])
  expect(confidenceSection({ rule: 'r', rows: confidenceRows([], SETTINGS) }, BASIS)).toBeNull()
})
