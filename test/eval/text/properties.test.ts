import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { porterStem } from '../../../base/text/porter-stem.js'
import { corpusMeasureNames, rowMeasureNames } from '../../../eval/measures/measure-names.js'
import { TextMeasurement } from '../../../eval/measures/measure-texts.js'
import { beamOf } from '../../../eval/text/edits/beam.js'
import { BeamEdits } from '../../../eval/text/edits/beam-edits.js'
import { shifted } from '../../../eval/text/edits/block-shifts.js'
import { terStatistics } from '../../../eval/text/edits/ter.js'
import { costOfPath, TercomEdits } from '../../../eval/text/edits/tercom-edits.js'
import { WordEdits } from '../../../eval/text/edits/word-edits.js'
import { commonLength } from '../../../eval/text/words/common-subsequence.js'
import { treebankTokens } from '../../../eval/text/words/treebank.js'

const SEED = 7
const words = [
  'the',
  'a',
  'pain',
  'Pain',
  'pains',
  'no',
  'fever.',
  '5.4',
  '(x)',
  '\u{1f623}',
  'th\u00e9a',
  "isn't",
  '\ufeff',
  '\u0085',
  '\n',
]
const text = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((list) => list.join(' '))
const references = fc.array(text, { minLength: 1, maxLength: 4 })
const anyText = fc.string({ unit: 'grapheme', maxLength: 40 })

const valuesOf = (candidate: string, of: readonly string[]) =>
  new Map(
    new TextMeasurement(rowMeasureNames).row(candidate, of).map(({ measure, value }) => [measure, value]),
  )
const scored = rowMeasureNames.filter((name) => !name.startsWith('meteor.wordnet'))
const upperBound = (name: string) =>
  /^(?:bleu|chrf)/.test(name) ? 100.0000001 : name.startsWith('ter') ? Number.POSITIVE_INFINITY : 1

describe('text measures', () => {
  it('have a finite value within their bounds for any texts with a reference', () => {
    const check = (candidate: string, of: readonly string[]) => {
      const values = valuesOf(candidate, of)
      for (const name of scored) {
        const value = values.get(name)
        // Without a letter or a number in any reference ROUGE over every script has no value.
        if (value === null && name.includes('.unicode.') && !/[\p{L}\p{N}]/u.test(of.join(''))) continue
        expect(value, name).toBeGreaterThanOrEqual(0)
        expect(value, name).toBeLessThanOrEqual(upperBound(name))
        expect(Number.isFinite(value), name).toBe(true)
      }
    }
    fc.assert(fc.property(text, references, check), { seed: SEED, numRuns: 60 })
    fc.assert(fc.property(anyText, fc.array(anyText, { minLength: 1, maxLength: 3 }), check), {
      seed: SEED,
      numRuns: 60,
    })
  })

  it('do not change when a reference stands twice, but for the means and what has a mean in it', () => {
    fc.assert(
      fc.property(text, text, (candidate, reference) => {
        const [once, twice] = [valuesOf(candidate, [reference]), valuesOf(candidate, [reference, reference])]
        for (const name of scored) expect(twice.get(name), name).toBeCloseTo(once.get(name)!, 9)
      }),
      { seed: SEED, numRuns: 40 },
    )
  })

  it("lie, over references, where the references' own values lie", () => {
    fc.assert(
      fc.property(text, references, (candidate, of) => {
        const own = of.map((reference) => valuesOf(candidate, [reference]))
        const pooled = valuesOf(candidate, of)
        for (const name of scored.filter((one) => one.includes('@'))) {
          const single = own.map((values) => values.get(name.replace(/@.*/, ''))!)
          const expected = name.endsWith('@max')
            ? Math.max(...single)
            : name.endsWith('@min')
              ? Math.min(...single)
              : single.reduce((sum, value) => sum + value, 0) / single.length
          expect(pooled.get(name), name).toBeCloseTo(expected, 9)
        }
      }),
      { seed: SEED, numRuns: 40 },
    )
  })

  it('are symmetric where they count what is shared', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [there, back] = [valuesOf(a, [b]), valuesOf(b, [a])]
        for (const name of ['rouge1', 'rouge2', 'rougeL']) {
          expect(there.get(`${name}.precision`)).toBe(back.get(`${name}.recall`))
          expect(there.get(`${name}.f1`)).toBeCloseTo(back.get(`${name}.f1`)!, 12)
        }
        for (const name of ['gleu', 'squad.em', 'squad.f1']) expect(there.get(name)).toBe(back.get(name))
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  // The surprises of the peers, each by hand: METEOR's penalty is .5 / words cubed.
  it.each([
    ['one word', 'Pain', { rouge1: 1, rouge2: 0, bleu: 100, chrf: 100, ter: 0, gleu: 1, meteor: 0.5, em: 1 }],
    [
      'two words',
      'No pain',
      { rouge1: 1, rouge2: 1, bleu: 100, chrf: 100, ter: 0, gleu: 1, meteor: 1 - 0.5 / 8, em: 1 },
    ],
    ['no text', '', { rouge1: 0, rouge2: 0, bleu: 0, chrf: 0, ter: 0, gleu: 0, meteor: 0, em: 1 }],
    [
      'white space',
      ' \u0085\u001c',
      { rouge1: 0, rouge2: 0, bleu: 0, chrf: 0, ter: 0, gleu: 0, meteor: 0, em: 1 },
    ],
    [
      'another script',
      '\u60a3\u8005',
      { rouge1: 0, rouge2: 0, bleu: 100, chrf: 100, ter: 0, gleu: 1, meteor: 0.5, em: 1 },
    ],
  ])('of identical texts, %s, are those of the peers', (_, same, expected) => {
    const values = valuesOf(same, [same])
    const found = {
      rouge1: values.get('rouge1.f1'),
      rouge2: values.get('rouge2.f1'),
      bleu: values.get('bleu'),
      chrf: values.get('chrf'),
      ter: values.get('ter'),
      gleu: values.get('gleu'),
      meteor: values.get('meteor.exact_stem.ws'),
      em: values.get('squad.em'),
    }
    for (const [name, value] of Object.entries(expected))
      expect(found[name as keyof typeof found], name).toBeCloseTo(value, 9)
  })

  it('leave rows without a reference or a candidate out of the corpus', () => {
    const [alone, among] = [new TextMeasurement(corpusMeasureNames), new TextMeasurement(corpusMeasureNames)]
    alone.row('no fever and no chills today', ['no fever, no chills today'])
    among.row('pain', [])
    among.row('no fever and no chills today', ['no fever, no chills today'])
    among.row(null, ['pain'])
    expect(among.corpus()).toEqual(alone.corpus())
  })

  it('give no TER of texts whose tables would not fit, with the reason', () => {
    const long = 'no pain '.repeat(3001)
    const measurement = new TextMeasurement(['ter', 'corpus.ter', 'squad.em'])
    const values = [...measurement.row(long, [long]), ...measurement.corpus()]
    expect(values.map(({ value }) => value)).toEqual([null, 1, null])
    expect(values[0]?.reason).toBe('a text of more than 6,000 words')
  })
})

describe('TER', () => {
  it('counts one for a block that is moved, and never more than without shifts', () => {
    // 'for hypertension' goes to the front: one shift, nothing else.
    const [moved] = terStatistics('for hypertension she takes lisinopril daily', [
      'she takes lisinopril daily for hypertension',
    ])
    expect(moved).toEqual({ edits: 1, referenceLength: 6 })
    fc.assert(
      fc.property(
        fc.array(fc.nat(5), { maxLength: 70 }),
        fc.array(fc.nat(5), { minLength: 1, maxLength: 70 }),
        (a, b) => {
          const [{ edits } = { edits: 0 }] = terStatistics(a.join(' '), [b.join(' ')])
          expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length))
          expect(edits).toBeGreaterThanOrEqual(Math.abs(a.length - b.length))
        },
      ),
      { seed: SEED, numRuns: 60 },
    )
  })
})

describe('the edit distance by blocks of bits', () => {
  it('equals the plain one, whole, without a stretch and with one changed', () => {
    const ids = (maxLength: number) => fc.array(fc.nat(3), { minLength: 1, maxLength })
    fc.assert(
      fc.property(ids(80), ids(80), fc.nat(), fc.nat(), (a, b, x, y) => {
        const [from, to] = [x % a.length, y % a.length].sort((p, q) => p - q) as [number, number]
        const edits = new WordEdits(a.length, Int32Array.from(b), 4)
        edits.set(Int32Array.from(a), 0, a.length)
        expect(edits.distanceWithout(0, 0)).toBe(plainDistance(a, b))
        expect(edits.distanceWithout(from, to)).toBe(plainDistance(a.toSpliced(from, to - from), b))
        const changed = a.slice(from, to).reverse()
        const whole = a.toSpliced(from, to - from, ...changed)
        expect(edits.changedDistance(from, Int32Array.from(changed), to - from)).toBe(plainDistance(whole, b))
        edits.set(Int32Array.from(whole), from, to)
        expect(edits.distanceWithout(0, 0)).toBe(plainDistance(whole, b))
      }),
      { seed: SEED, numRuns: 150 },
    )
  })

  function plainDistance(a: readonly number[], b: readonly number[]): number {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j)
    for (const [i, word] of a.entries()) {
      const next = [i + 1]
      for (const [j, other] of b.entries())
        next.push(Math.min(row[j]! + (word === other ? 0 : 1), row[j + 1]! + 1, next[j]! + 1))
      row = next
    }
    return row[b.length]!
  }
})

describe("the edits of TER's beam", () => {
  const ids = (minLength: number, maxLength: number, words: number) =>
    fc.array(fc.nat(words - 1), { minLength, maxLength, size: 'max' })
  // The same text behind 27 words or more: its cheapest path leaves the beam of 25.
  const far = fc.tuple(ids(60, 90, 60), ids(27, 40, 60)).map(([text, more]) => ({
    a: Int32Array.from([...text, ...more.toReversed()]),
    b: Int32Array.from([...more, ...text]),
  }))
  const near = fc.record({
    a: ids(1, 60, 9).map((words) => Int32Array.from(words)),
    b: ids(1, 60, 9).map((words) => Int32Array.from(words)),
  })
  const pair = fc.oneof(far, near)

  it('have the path of the table made cell by cell, and its distance after a shift', () => {
    let left = 0
    const check = ({ a, b }: { a: Int32Array; b: Int32Array }, x: number, y: number, z: number) => {
      const edits = new TercomEdits(a.length, b, 60)
      const plain = (words: Int32Array) => {
        const table = new BeamEdits(a.length, b, beamOf(a.length, b.length))
        table.set(words)
        return table.path()
      }
      const path = plain(a)
      expect(edits.set(a, 0, a.length)).toEqual(path)
      const whole = new WordEdits(a.length, b, 60)
      whole.set(a, 0, a.length)
      if (whole.path(beamOf(a.length, b.length)) === null) left += 1
      const start = x % a.length
      const length = 1 + (y % Math.min(10, a.length - start))
      const shift = { start, length, target: z % (a.length - length + 1) }
      const after = costOfPath(plain(shifted(a, shift)))
      expect(edits.distanceAfter(shift, Number.MAX_SAFE_INTEGER)).toBe(after)
      const most = costOfPath(path)
      const told = edits.distanceAfter(shift, most)
      expect(told <= most ? told : after).toBe(after)
      expect(told <= after).toBe(true)
    }
    fc.assert(fc.property(pair, fc.nat(), fc.nat(), fc.nat(), check), { seed: SEED, numRuns: 300 })
    expect(left).toBeGreaterThan(10)
  })

  it('cost as much outside of the beam as the least of its cells says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (n, m) => {
        const { from, to, outside } = beamOf(n, m)
        const costs = [Number.MAX_SAFE_INTEGER]
        for (let i = 1; i <= n; i += 1) {
          for (let j = 0; j <= m; j += 1)
            if (j < from[i]! || j >= to[i]!) costs.push(Math.abs(i - j) + Math.abs(n - i - (m - j)))
        }
        expect(outside).toBe(Math.min(...costs))
      }),
      { seed: SEED, numRuns: 100 },
    )
  })
})

describe('tokens and stems at the edges', () => {
  it.each([
    ['She wanna\u001csay', ['She', 'wan', 'na', 'say']],
    ['gimme, \u2019tis', ['gim', 'me', ',', '\u2019tis']],
    ['No fever. No pain.\u0085', ['No', 'fever.', 'No', 'pain', '.']],
    ['pain.\ufeff', ['pain.\ufeff']],
    ['ratio 1:2, 3,\n', ['ratio', '1:2', ',', '3', ',']],
    ['"quoted"', ['``', 'quoted', "''"]],
  ])("splits %j as NLTK's Treebank tokenizer", (given, tokens) => {
    expect(treebankTokens(given)).toEqual(tokens)
  })

  // By NLTK 3.10: lengths are of code points, so that a pair of units is one letter.
  it.each([
    ['\u{1f600}s', '\u{1f600}s'],
    ['a\u{1f600}\u{1f600}ed', 'a\u{1f600}'],
    ['is', 'is'],
    ['dies', 'die'],
    ['spies', 'spi'],
    ['skies', 'sky'],
    ['geology', 'geolog'],
  ])('stems %s to %s', (word, stem) => {
    expect(porterStem(word)).toBe(stem)
  })

  it('finds the longest common subsequence of hand', () => {
    expect(commonLength(Int32Array.of(1, 2, 3, 4), Int32Array.of(2, 4, 3, 4))).toBe(3)
    expect(commonLength(Int32Array.of(), Int32Array.of(1))).toBe(0)
  })
})
