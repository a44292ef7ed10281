import { describe, expect, it } from 'vitest'
import { abstentionRows } from '../../../../eval/answers/abstention-rows.js'
import { abstentionSection } from '../../../../eval/report/answers/abstention-section.js'

const rows = (isAnswerable: boolean | null, texts: readonly string[]) =>
  abstentionRows(
    ['p1', 'p2'].map((patientId) => ({
      ...{ strategy: 'bm25', budget: 1000, generator: 'g', patientId, isAnswerable, texts },
    })),
    { seed: 1, resamples: 100, level: 0.95 },
  )

const BASIS = { headline: 'g', patients: 2, level: 0.95 }

describe('abstentionSection', () => {
  it('says how many instructions cannot be answered, and why', () => {
    const found = {
      unanswerable: { declared: 2, 'all evidence is after the as-of time': 1 },
      answerable: 4,
      unknown: 0,
      rows: rows(false, ['Unknown.']),
    }
    const { markup } = abstentionSection(found, BASIS)!.body
    expect(markup).toContain(
      '3 instructions cannot be answered from the visible record (2 declared, 1 all evidence is after the as-of time).',
    )
    expect(markup).toContain('right, of the unanswerable')
    expect(markup).toContain('<b>100.0</b>')
  })

  it('says that nothing is shown about right abstention without unanswerable instructions', () => {
    const found = { unanswerable: {}, answerable: 1, unknown: 1, rows: rows(true, ['12']) }
    const { markup } = abstentionSection(found, BASIS)!.body
    expect(markup).toContain('No instruction is known to be unanswerable')
    expect(markup).not.toContain('right, of the unanswerable')
  })

  it('is left out if nothing was answered', () => {
    expect(
      abstentionSection({ unanswerable: {}, answerable: 2, unknown: 0, rows: rows(true, []) }, BASIS),
    ).toBeNull()
  })
})
