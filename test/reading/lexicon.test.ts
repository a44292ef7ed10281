import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { words } from '../../indexes/words/words.js'
import { LEXICON_KINDS, parseLexicon, readLexicon } from '../../reading/lexicon/read-lexicon.js'

const HEADER = 'kind\tterm\tmeans\tsource\n'
const lexicon = readLexicon()

function alternativesOf(text: string): string[] {
  return lexicon.expand(words(text)).map((expansion) => expansion.words.join(' '))
}

describe('the clinical lexicon', () => {
  it('is read once', () => {
    expect(readLexicon()).toBe(lexicon)
  })

  it('has the entries that it promises, of every kind', () => {
    expect(lexicon.entries.length).toBeGreaterThanOrEqual(3000)
    const counts = LEXICON_KINDS.map((kind) => lexicon.entries.filter((entry) => entry.kind === kind).length)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(400)
    expect(lexicon.entries.filter((entry) => entry.kind === 'brand').length).toBeGreaterThanOrEqual(900)
  })

  it('is sorted by kind, then term', () => {
    const keys = lexicon.entries.map((entry) => `${entry.kind}\t${entry.term.toLowerCase()}`)
    expect(keys).toEqual([...keys].sort())
  })

  it('says nothing twice, in either direction', () => {
    const pairs = lexicon.entries.flatMap(({ term, means }) =>
      means.map((meaning) =>
        [words(term), words(meaning)]
          .map((side) => side.join(' '))
          .sort()
          .join(' = '),
      ),
    )
    expect(pairs.filter((pair, index) => pairs.indexOf(pair) !== index)).toEqual([])
  })

  it('explains no term by itself', () => {
    const circular = lexicon.entries.filter(({ term, means }) =>
      means.some((meaning) => words(meaning).join(' ') === words(term).join(' ')),
    )
    expect(circular).toEqual([])
  })

  it('takes no everyday word for a term', () => {
    const everyday = words(
      'a all am an and any are as at be by can did do does for had has have her him his how i if in is it last no not of on or our she so that the their they this to up us was we were what when which who with you',
    )
    expect(everyday.flatMap((word) => lexicon.expand([word]))).toEqual([])
  })

  it.each([
    ['HTN', 'hypertension'],
    ['last A1c?', 'hemoglobin a1c'],
    ['any SOB', 'shortness of breath'],
    ['heart attack', 'myocardial infarction'],
    ['water pill', 'diuretic'],
    ['does she take Tylenol', 'acetaminophen'],
    ['haemoglobin', 'hemoglobin'],
    ['LDL cholesterol', 'cholesterol in ldl'],
    ['flu shot', 'influenza vaccine'],
  ])('%s gives %s', (text, expected) => {
    expect(alternativesOf(text)).toContain(expected)
  })

  it.each([
    ['hypertension', 'htn'],
    ['hypertension', 'high blood pressure'],
    ['myocardial infarction', 'heart attack'],
    ['atorvastatin', 'lipitor'],
    ['acetaminophen', 'paracetamol'],
    ['cholesterol in LDL', 'ldl cholesterol'],
    ['heart rate', 'pulse'],
  ])('%s gives back %s', (text, expected) => {
    expect(alternativesOf(text)).toContain(expected)
  })

  it('lists every meaning of an ambiguous abbreviation', () => {
    expect(alternativesOf('PE')).toEqual(
      expect.arrayContaining(['pulmonary embolism', 'physical exam', 'physical examination']),
    )
  })
})

describe('expand', () => {
  const small = parseLexicon(
    `${HEADER}abbreviation\tBP\tblood pressure\tx\nlay\thigh blood pressure\thypertension|elevated pressure\tx\n`,
  )

  it('says where an alternative comes from', () => {
    expect(small.expand(words('her BP'))).toEqual([{ words: ['blood', 'pressure'], from: 'bp' }])
  })

  it('prefers the longest term, whose words no other term then takes', () => {
    expect(small.expand(words('high blood pressure'))).toEqual([
      { words: ['hypertension'], from: 'high blood pressure' },
      { words: ['elevated', 'pressure'], from: 'high blood pressure' },
    ])
    expect(small.expand(words('low blood pressure'))).toEqual([{ words: ['bp'], from: 'blood pressure' }])
  })

  it('finds a term at the end, and none in the beginning of one', () => {
    expect(small.expand(words('how high is the blood pressure')).map((e) => e.from)).toEqual([
      'blood pressure',
    ])
    expect(small.expand(words('high blood'))).toEqual([])
  })

  it('expands a repeated term once, in any case', () => {
    expect(small.expand(['bp', 'BP', 'and', 'bp'])).toHaveLength(1)
  })

  it('gives nothing for words that it does not know', () => {
    expect(lexicon.expand([])).toEqual([])
    expect(lexicon.expand(words('zyzzyva qwerty constructor __proto__ 15.4'))).toEqual([])
  })

  it('never throws, and gives only terms that stand in the words', () => {
    const vocabulary = lexicon.entries.flatMap(({ term, means }) => words([term, ...means].join(' ')))
    const word = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...vocabulary))
    fc.assert(
      fc.property(fc.array(word), (list) => {
        const text = ` ${list.join(' ').toLowerCase()} `
        for (const { words: alternative, from } of lexicon.expand(list)) {
          expect(alternative.length).toBeGreaterThan(0)
          expect(text).toContain(` ${from} `)
        }
      }),
    )
  })
})

describe('parseLexicon', () => {
  it.each([
    ['another header', 'term\tmeans\n'],
    ['three columns', `${HEADER}lay\tshot\tvaccine\n`],
    ['five columns', `${HEADER}lay\tshot\tvaccine\tx\ty\n`],
    ['an unknown kind', `${HEADER}slang\tshot\tvaccine\tx\n`],
    ['an empty source', `${HEADER}lay\tshot\tvaccine\t\n`],
    ['an empty alternative', `${HEADER}lay\tshot\tvaccine|\tx\n`],
  ])('refuses %s', (_, text) => {
    expect(() => parseLexicon(text)).toThrow(/^lexicon/)
  })
})
