import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import {
  type CorrectedJudge,
  correctedJudge,
  type JudgedAnswer,
} from '../../../../eval/compare/corrected/corrected-judge.js'
import { correctedSection } from '../../../../eval/report/corrected/corrected-section.js'

const ARMS = ['recent', 'sift'].map((strategy) => ({ strategy, budget: 1000, generator: 'g' }))

/** Twenty answers of each arm, ten of them labeled; the jury says 1 point too much of every answer of both arms. */
function made(measure: string, baseline: string | null): CorrectedJudge {
  const answers = ARMS.flatMap((arm, a) =>
    Array.from({ length: 20 }, (_, i): JudgedAnswer => {
      const label = (i % 3) + 1 + a
      const of = { arm, instructionId: `i${i}`, patientId: `p${i}`, repeat: 0 }
      return { ...of, judge: label + 1, label: i < 10 ? label : null }
    }),
  )
  return correctedJudge(answers, { measure, arms: ARMS, baseline, halfWidth: 0.25, level: 0.95 })!
}

function documentOf(judged: readonly CorrectedJudge[]) {
  return parseHTML(`<body>${correctedSection(judged, { level: 0.95 })!.body.markup}</body>`).document
}

const rowsOf = (table: ReturnType<typeof documentOf>['documentElement']) =>
  [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent!))

describe('correctedSection', () => {
  it('has the jury’s means, the labels’ and the corrected ones, and what the jury is worth in labels', () => {
    const [arms] = documentOf([made('judge-accuracy', 'recent')]).querySelectorAll('table')
    const [recent, sift] = rowsOf(arms!)
    // Labels 1, 2, 3, 1, …: the ten labeled ones sum to 19 (38.0 of 100 points), all twenty to 39; the jury is 20 points above.
    expect(recent!.slice(0, 4)).toEqual(['recent', '1,000', '10 of 20', '59.0'])
    expect(recent![4]).toMatch(/^38\.0 \(/)
    // Squares 6.9 and 6 of the labeled and the others: 1.9 + 6.9/12.9 of the gap of 0.1 is 1.953 of 5.
    expect(recent![5]).toMatch(/^39\.1 \(/)
    expect(Number(recent![6])).toBeGreaterThan(0)
    expect(sift![3]).toBe('79.0')
    expect([...arms!.querySelectorAll('th')].at(7)!.textContent).toBe('more labels for ±5.0')
  })

  it('has differences to the baseline, in which an error of the jury in both arms cancels', () => {
    const [, differences] = documentOf([made('judge-accuracy', 'recent')]).querySelectorAll('table')
    expect(rowsOf(differences!)).toEqual([
      ['sift', '1,000', 'recent at 1,000 tokens', '10 of 20', '+20.0', '+20.0 (20.0 to 20.0)'],
    ])
  })

  it('has no table of differences without a baseline, and names generators if there are several', () => {
    const alone = made('judge-accuracy', null)
    expect(documentOf([alone]).querySelectorAll('table')).toHaveLength(1)
    const other = { ...alone, arms: alone.arms.map((arm) => ({ ...arm, generator: 'other' })) }
    const heads = rowsOf(
      documentOf([{ ...alone, arms: [...alone.arms, ...other.arms] }]).querySelector('table')!,
    )
    expect(heads.map(([head]) => head)).toEqual(['recentg', 'siftg', 'recentother', 'siftother'])
  })

  it('says what it assumes, and why a figure is missing', () => {
    const few = { ...made('judge-accuracy', null) }
    const [arm] = few.arms
    const missing = { ...arm!.mean, corrected: null, labelsOnly: null, reason: 'no response has a label' }
    const document = documentOf([{ ...few, arms: [{ ...arm!, mean: missing }] }])
    expect(rowsOf(document.querySelector('table')!)[0]!.slice(4, 6)).toEqual([
      'no response has a label',
      'no response has a label',
    ])
    expect(document.querySelector('p')!.textContent).toContain(
      'assumes that the labeled answers were drawn at random',
    )
  })

  it('is left out without labels', () => {
    expect(correctedSection([], { level: 0.95 })).toBeNull()
  })
})
