import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { type RepeatedArm, type Repeats, repeatsOf } from '../../../../eval/compare/overall/repeats.js'
import { repeatsAdvice } from '../../../../eval/report/repeats/repeats-advice.js'
import { repeatsSection } from '../../../../eval/report/repeats/repeats-section.js'

const SETTINGS = { seed: 1, resamples: 200, level: 0.95 }

function repeatsFrom(
  measure: string,
  values: readonly (readonly (number | null)[])[],
  gradesOf: (value: number | null) => readonly number[] = () => [],
): Repeats {
  const arm: RepeatedArm = {
    arm: { strategy: 'bm25', budget: 1000, generator: 'g' },
    items: values.map((own, i) => ({
      cluster: `p${Math.floor(i / 2)}`,
      values: own,
      grades: own.map(gradesOf),
    })),
  }
  return repeatsOf(measure, [arm], SETTINGS)!
}

function cellsOf(repeats: Repeats): string[][] {
  const { document } = parseHTML(`<body>${repeatsSection(repeats)!.body.markup}</body>`)
  return [...document.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent!),
  )
}

const BINARY = [
  [1, 1],
  [1, 0],
  [0, 0],
  [0, 0],
]

describe('repeatsSection', () => {
  it('shows agreement, variance, standard errors and the A/A contrast', () => {
    const [cells] = cellsOf(repeatsFrom('exact-match', BINARY))
    // Three of four pairs are equal. Variance of instructions 1/6 and of repeats 1/8: 57% and 43% of 7/24.
    expect(cells!.slice(0, 2)).toEqual(['bm25', '1,000'])
    expect(cells![2]).toMatch(/^75%/)
    expect(cells!.slice(3, 5)).toEqual(['57%', '43%'])
    // Odd less even repeats: 0, 1, 0 and 0.
    expect(cells![8]).toMatch(/^\+25\.0/)
    expect(cells![9]).toMatch(/^p = /)
  })

  it('says how many arms differ from themselves', () => {
    const markup = repeatsSection(repeatsFrom('exact-match', BINARY))!.body.markup
    expect(markup).toContain('Every instruction was answered 2 times.')
    expect(markup).toContain('Compared with itself, no arm differs with p below 0.05; 5% do by chance.')
    const always = Array.from({ length: 20 }, () => [1, 0])
    const far = repeatsSection(repeatsFrom('exact-match', always))!.body.markup
    expect(far).toContain('Compared with itself, 1 of 1 arm differs with p below 0.05')
  })

  it('says of values that are not 0 or 1 how their repeats correlate, and why there is no figure', () => {
    expect(
      cellsOf(
        repeatsFrom('token-f1', [
          [0.2, 0.2],
          [0.6, 0.6],
          [0.4, 0.4],
        ]),
      )[0]![2],
    ).toMatch(/^ICC 1\.00/)
    expect(
      cellsOf(
        repeatsFrom('token-f1', [
          [null, 0.5],
          [0.5, null],
        ]),
      )[0]!.slice(2, 4),
    ).toEqual(['no instruction has two scored repeats', 'no instruction has two scored repeats'])
  })

  it('splits the variance of grades by judges', () => {
    const repeats = repeatsFrom(
      'judge-accuracy',
      [
        [1, 1],
        [3, 3],
        [1, 1],
        [3, 3],
      ],
      (grade) => [grade!, grade! + 1],
    )
    const rows = cellsOf(repeats)
    expect(rows).toHaveLength(2)
    // Instructions 4/3 (73%), judges 1/2 (27%), nothing else.
    expect(rows[1]!.slice(2, 7)).toEqual(['73%', '0%', '27%', '0%', '0%'])
  })

  it('is left out without repeats', () => {
    expect(repeatsSection(null)).toBeNull()
  })
})

describe('repeatsAdvice', () => {
  it('advises against more repeats if they agree', () => {
    const same = repeatsFrom('exact-match', [
      [1, 1],
      [0, 0],
      [1, 1],
      [0, 0],
      [0, 0],
      [0, 0],
    ])
    expect(repeatsAdvice(same)).toBe(
      'More repeats would hardly narrow the intervals; more instructions of more patients would: twice as many instructions would leave 71% of their width, twice as many repeats 100% (median over the arms).',
    )
  })

  it('says so if repeats would help too', () => {
    // All variance is between repeats, so that either doubling leaves the root of one half.
    const noisy = repeatsFrom(
      'exact-match',
      Array.from({ length: 40 }, (_, i) => [Number(i % 2 === 0), Number(i % 4 < 2)]),
    )
    expect(repeatsAdvice(noisy)).toMatch(
      /^Both more repeats and more instructions would narrow the intervals.* 71% of their width, twice as many repeats 7\d%/,
    )
  })

  it('is silent if nothing varies', () => {
    expect(
      repeatsAdvice(
        repeatsFrom('exact-match', [
          [1, 1],
          [1, 1],
        ]),
      ),
    ).toBe('')
  })
})
