import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureRun } from '../../../eval/retrieval/measure-run.js'
import { caseNote, isFull, referenceFolder } from '../../reference/reference-folder.js'

const valuesOf = (run: readonly string[], qrels: readonly string[]) =>
  new Map(
    measureRun(run.join('\n'), qrels.join('\n')).map(({ query, measure, value }) => [
      `${query} ${measure}`,
      value,
    ]),
  )

describe('measureRun', () => {
  // Ranked: b (unjudged), a (2), d (0), c (1). Judged besides: e (1), not returned. R = 3, judged irrelevant = 1.
  const run = ['q Q0 a 9 4 t', 'q Q0 b 9 5 t', 'q Q0 c 9 1.5e0 t', 'q Q0 d 9 2 t']
  const qrels = ['q 0 a 2', 'q 0 c 1', 'q 0 d 0', 'q 0 e 1']

  it.each([
    ['RR', 1 / 2],
    ['RR@10', 1 / 2],
    ['RR(rel=2)', 1 / 2],
    ['P@3', 1 / 3],
    ['P@10', 2 / 10], // by k, though four were returned
    ['P(rel=2)@5', 1 / 5],
    ['R@3', 1 / 3],
    ['R(rel=2)@5', 1],
    ['Success@1', 0],
    ['Success@3', 1],
    ['Success(rel=2)@5', 1],
    ['AP', (1 / 2 + 2 / 4) / 3],
    ['AP@3', 1 / 2 / 3],
    ['AP(rel=2)', 1 / 2],
    ['Rprec', 1 / 3], // cut at R = 3: a alone
    ['Rprec(rel=2)', 0], // cut at 1: b
    ['Bpref', (1 + (1 - 1 / 1)) / 3], // above a no judged irrelevant one, above c the only one
    ['SetP', 2 / 4],
    ['SetR', 2 / 3],
    ['SetF', (2 * (2 / 4) * (2 / 3)) / (2 / 4 + 2 / 3)],
    ['Judged@5', 3 / 4], // by the number returned
    // gains 0 2 0 1 against the ideal 2 1 1
    ['nDCG', (2 / Math.log2(3) + 1 / Math.log2(5)) / (2 + 1 / Math.log2(3) + 1 / 2)],
    ['nDCG@3', 2 / Math.log2(3) / (2 + 1 / Math.log2(3) + 1 / 2)],
    // without b: gains 2 0 1
    ['nDCG(judged_only=True)@10', (2 + 1 / 2) / (2 + 1 / Math.log2(3) + 1 / 2)],
    ['NumRet', 4],
    ['NumRel', 3],
    ['NumRet(rel=1)', 2],
  ])('derived by hand: %s', (measure, expected) => {
    expect(valuesOf(run, qrels).get(`q ${measure}`)).toBeCloseTo(expected, 12)
  })

  it('is 0 in every share where nothing is relevant', () => {
    for (const { query, measure, value } of measureRun('q Q0 a 1 1 t', 'q 0 b 0'))
      if (query === 'q' && measure !== 'NumRet') expect(value, measure).toBe(0)
  })

  it('takes a negative grade for judged in Judged@k and for unjudged in nDCG(judged_only=True) and Bpref', () => {
    const values = valuesOf(['q Q0 a 1 3 t', 'q Q0 b 2 2 t'], ['q 0 a -1', 'q 0 b 1', 'q 0 c 0'])
    expect(values.get('q Judged@5')).toBe(1)
    expect(values.get('q nDCG(judged_only=True)@10')).toBe(1)
    expect(values.get('q Bpref')).toBe(1)
    expect(values.get('q nDCG@10')).toBeCloseTo(1 / Math.log2(3), 12)
  })

  it('takes a missing query as 0 in one mean and leaves it out of the other', () => {
    const values = valuesOf(['q Q0 a 1 1 t', 'unjudged Q0 a 1 1 t'], ['q 0 a 1', 'missing 0 a 1'])
    expect(values.get('mean-over-shared P@1')).toBe(1)
    expect(values.get('mean-over-qrels P@1')).toBe(1 / 2)
    expect([...values.keys()].filter((key) => /^(?:unjudged|missing) |^mean.*Num/.test(key))).toEqual([])
  })

  it('has no value, and says why, where there is no query to take a mean over', () => {
    expect(measureRun('', '').find(({ measure }) => measure === 'AP')).toEqual({
      query: 'mean-over-shared',
      measure: 'AP',
      value: null,
      reason: 'no query to take a mean over',
    })
  })

  it.each([
    [
      'q Q0 a 1 1 t\nq Q0 b 2 t',
      '',
      'run, line 2: expected 6 columns (query Q0 document rank score tag), found 5',
    ],
    ['\nq Q0 a 1 0x10 t', '', "run, line 2: expected a finite number as score, found '0x10'"],
    ['q Q0 a 1 nan t', '', "run, line 1: expected a finite number as score, found 'nan'"],
    ['q Q0 a 1 1e999 t', '', "run, line 1: expected a finite number as score, found '1e999'"],
    ['q Q0 a 1 1 t\nq Q0 a 2 0 t', '', "run, line 2: expected each document once per query, found 'a' again"],
    ['', 'q 0 a', 'qrels, line 1: expected 4 columns (query iteration document grade), found 3'],
    ['', 'q 0 a 1\nq 0 b 1.5', "qrels, line 2: expected a whole number as grade, found '1.5'"],
    ['', 'q 0 a 1\nq 0 a 1', "qrels, line 2: expected each document once per query, found 'a' again"],
  ])('refuses a malformed line %#', (runText, qrelsText, message) => {
    expect(() => measureRun(runText, qrelsText)).toThrow(message)
  })

  it('reads any blanks, line ends of Windows, a byte order mark, and spaces of Unicode as part of an id', () => {
    const values = valuesOf(['\ufeffq\tQ0  a\u3000b\t1\t-.5\tt\r', ''], ['q 0 a\u3000b +1\r'])
    expect(values.get('q P@1')).toBe(1)
  })

  it('orders scores beyond 32 bits as a tie', () => {
    expect(valuesOf(['q Q0 a 1 1e300 t', 'q Q0 b 2 1e200 t'], ['q 0 b 1']).get('q RR')).toBe(1)
  })
})

describe('measureRun on any run', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')
  const ranked = fc.uniqueArray(fc.tuple(id, fc.integer({ min: -3, max: 3 })), {
    selector: ([one]) => one,
    minLength: 1,
  })
  const judged = fc.uniqueArray(fc.tuple(id, fc.integer({ min: -1, max: 3 })), {
    selector: ([one]) => one,
    minLength: 1,
  })
  const runOf = (list: [string, number][]) => list.map(([one, score]) => `q Q0 ${one} 1 ${score} t`)
  const qrelsOf = (list: [string, number][]) => list.map(([one, grade]) => `q 0 ${one} ${grade}`)

  it('gives shares from 0 to 1 that do not depend on the order of lines', () => {
    fc.assert(
      fc.property(ranked, judged, (run, qrels) => {
        const values = valuesOf(runOf(run), qrelsOf(qrels))
        for (const [name, value] of values) {
          if (name.includes('Num')) continue
          expect(value, name).toBeGreaterThanOrEqual(0)
          expect(value, name).toBeLessThanOrEqual(1 + 1e-12)
        }
        expect(valuesOf(runOf(run.toReversed()), qrelsOf(qrels.toReversed()))).toEqual(values)
      }),
      { seed: 7, numRuns: 150 },
    )
  })

  it('gives 1 for the judged documents in the order of their grades, as far as a cut allows', () => {
    fc.assert(
      fc.property(judged, (qrels) => {
        fc.pre(qrels.some(([, grade]) => grade >= 1))
        const values = valuesOf(runOf(qrels), qrelsOf(qrels))
        for (const name of [
          'nDCG',
          'nDCG@1',
          'nDCG@5',
          'AP',
          'RR',
          'Rprec',
          'Bpref',
          'SetR',
          'R@10',
          'Success@1',
          'Judged@5',
        ])
          expect(values.get(`q ${name}`), name).toBeCloseTo(1, 12)
      }),
      { seed: 7, numRuns: 150 },
    )
  })
})

describe(`every value of trec_eval and ir_measures${caseNote}`, () => {
  it('is equalled to 1e-6, and no other query has values', () => {
    const read = (file: string) => readFileSync(`${referenceFolder('measures')}/ir/${file}`, 'utf8')
    // Means are over all queries, so a sample has none.
    const rows = measureRun(read('run.txt'), read('qrels.txt')).filter(
      ({ query }) => isFull || !query.startsWith('mean-over-'),
    )
    const ours = new Map(rows.map((row) => [`${row.query} ${row.measure}`, row.value]))
    const peers = read('values.jsonl')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { query: string; measure: string; value: number })
    const wrong = peers.filter(({ query, measure, value }) => {
      const own = ours.get(`${query} ${measure}`)
      return typeof own !== 'number' || !(Math.abs(own - value) <= 1e-6)
    })
    expect(wrong).toEqual([])
    expect(ours.size).toBe(peers.length)
    expect(peers.length).toBeGreaterThan(isFull ? 9000 : 2000)
  })
})
