import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { encoderMeasureNames } from '../../../eval/measures/measure-names.js'
import { TextMeasurement } from '../../../eval/measures/measure-texts.js'
import { type BertScore, openBertScore } from '../../../pipeline/score/bert-score.js'
import { chartsift, temporaryFolder } from '../../fixtures/command-line.js'
import { TINY_DIMENSIONS, tinyId, tinyWeight, writeTinyEncoder } from '../../fixtures/tiny-encoder.js'

/** Cosine of two rows of the tiny encoder's table. */
function cosine(a: string, b: string): number {
  const [left, right] = [a, b].map((token) =>
    Array.from({ length: TINY_DIMENSIONS }, (_, d) => tinyWeight(tinyId(token), d)),
  )
  const dot = left!.reduce((sum, value, d) => sum + value * right![d]!, 0)
  return dot / (Math.hypot(...left!) * Math.hypot(...right!))
}

async function linesOf(score: BertScore, candidate: string | null, references: readonly string[]) {
  const matches = candidate === null ? undefined : await score.matches(candidate, references)
  return new TextMeasurement(encoderMeasureNames).row(candidate, references, matches)
}

async function valuesOf(candidate: string | null, references: readonly string[]) {
  const lines = await linesOf(await openBertScore(writeTinyEncoder()), candidate, references)
  return new Map(lines.map(({ measure, value, reason }) => [measure, value ?? reason]))
}

describe('BERTScore', () => {
  it('gives every token its best of the other text, [CLS] and [SEP] among what it may take', async () => {
    const values = await valuesOf('Chest pain', ['pain no fever'])
    const best = (token: string, others: readonly string[]) =>
      Math.max(...['[CLS]', ...others, '[SEP]'].map((other) => cosine(token, other)))
    // Cosines of the table: 'chest' is likest to [CLS] or [SEP] unless a word is, 'pain' to itself (1).
    const precision = (best('chest', ['pain', 'no', 'fever']) + 1) / 2
    const recall = (1 + best('no', ['chest', 'pain']) + best('fever', ['chest', 'pain'])) / 3
    expect(values.get('bertscore.precision')).toBeCloseTo(precision, 6)
    expect(values.get('bertscore.recall')).toBeCloseTo(recall, 6)
    expect(values.get('bertscore.f1')).toBeCloseTo((2 * precision * recall) / (precision + recall), 6)
  })

  it('takes the best over references for precision and recall each by itself, and the mean', async () => {
    const [one, other] = ['pain', 'chest pain no fever high']
    const [short, long, both] = [
      await valuesOf('chest pain', [one]),
      await valuesOf('chest pain', [other]),
      await valuesOf('chest pain', [one, other]),
    ]
    // All of 'pain' stands in the candidate (recall 1), and all of the candidate in the other (precision 1).
    expect(short.get('bertscore.recall')).toBeCloseTo(1, 6)
    expect(long.get('bertscore.precision')).toBeCloseTo(1, 6)
    expect(both.get('bertscore.precision')).toBeCloseTo(1, 6)
    expect(both.get('bertscore.recall')).toBeCloseTo(1, 6)
    const f1 = (values: Map<string, number | string | null>) => values.get('bertscore.f1') as number
    expect(f1(both)).toBe(Math.max(f1(short), f1(long)))
    expect(both.get('bertscore.f1@mean')).toBeCloseTo((f1(short) + f1(long)) / 2, 12)
  })

  it('is 0 for an empty text, as bert_score warns and gives', async () => {
    expect((await valuesOf(' ', ['pain'])).get('bertscore.f1')).toBe(0)
    expect((await valuesOf('pain', ['', 'pain'])).get('bertscore.f1')).toBeCloseTo(1, 6)
  })

  it('has a reason where a text is longer than the encoder reads, and cuts none', async () => {
    // 11 words and the two tokens around them.
    const long = 'a b c a b c a b c a b'
    const reason = 'a text of more than the 12 tokens that tiny reads'
    expect([...(await valuesOf('pain', ['pain', long])).values()]).toEqual(Array(6).fill(reason))
    expect((await valuesOf(null, ['pain'])).get('bertscore.f1')).toBe('no candidate')
    expect((await valuesOf('pain', [])).get('bertscore.f1')).toBe('no reference')
  })
})

const MINILM = '../shared/models/all-MiniLM-L6-v2'
const isThere = existsSync(MINILM)
if (!isThere) console.warn(`skipped: no encoder for bert_score's values at ${MINILM}`)

describe.skipIf(!isThere)("BERTScore against bert_score's values", () => {
  let score: BertScore
  beforeAll(async () => {
    score = await openBertScore(MINILM)
  })
  // bert_score 0.3.13 (torch 2.15, transformers 4.57.6's BertTokenizer over vocab.txt): utils.bert_cos_score_idf(model, [reference],
  // [candidate], tokenizer, idf, batch_size=1) for each reference, the model being onnx/model.onnx in onnxruntime 1.32,
  // idf 1 but 0 for [CLS] and [SEP] as score() sets it; the maximum over references as score() takes it, and the mean.
  it.each<[string, string[], [number, number, number], [number, number, number]]>([
    [
      'The patient has no fever.',
      ['No fever was seen in the patient.'],
      [0.882951, 0.8080571, 0.8438455],
      [0.882951, 0.8080571, 0.8438455],
    ],
    [
      'Metformin 500 mg twice daily',
      ['metformin 1000 mg BID', 'insulin glargine 10 units at night'],
      [0.708681, 0.7828509, 0.7439218],
      [0.4812732, 0.5284957, 0.5037678],
    ],
    ['Yes', ['No', 'Yes, since 2019'], [0.8881788, 0.7998507, 0.7998507], [0.8440148, 0.6112065, 0.6862602]],
    [
      "BP 120/80, HR 72; pt's SpO2 97% on RA",
      ['Blood pressure 120/80 and heart rate 72.'],
      [0.4127919, 0.5704005, 0.4789636],
      [0.4127919, 0.5704005, 0.4789636],
    ],
    ['', ['fever'], [0, 0, 0], [0, 0, 0]],
    ['fever', [''], [0, 0, 0], [0, 0, 0]],
    [
      'café naïve [SEP] 5.4 mmol/L',
      ['cafe naive 5.4 mmol/l'],
      [0.9668843, 0.9668843, 0.9668843],
      [0.9668843, 0.9668843, 0.9668843],
    ],
    [
      'Lisinopril was stopped because of a cough on 3/30/2022.',
      [
        'Cough led to stopping of lisinopril.',
        'The ACE inhibitor was discontinued for cough.',
        'He is well.',
      ],
      [0.6370923, 0.8350358, 0.7227562],
      [0.3893634, 0.5405882, 0.451097],
    ],
  ])('%s', async (candidate, references, best, mean) => {
    const lines = await linesOf(score, candidate, references)
    const values = new Map(lines.map(({ measure, value }) => [measure, value]))
    for (const [p, part] of ['precision', 'recall', 'f1'].entries()) {
      expect(Math.abs(values.get(`bertscore.${part}`)! - best[p]!)).toBeLessThan(1e-6)
      expect(Math.abs(values.get(`bertscore.${part}@mean`)! - mean[p]!)).toBeLessThan(1e-6)
    }
  })
})

describe('chartsift measure --bert', () => {
  const rowsFile = () => {
    const path = join(temporaryFolder(), 'rows.jsonl')
    writeFileSync(path, JSON.stringify({ id: 'a', candidate: 'no fever', references: ['no fever'] }))
    return path
  }

  it('adds BERTScore to the other measures, and tells by which encoder', async () => {
    const path = rowsFile()
    const names = 'squad.em,bertscore.f1'
    const { code, out } = await chartsift('measure', path, '--bert', writeTinyEncoder(), '--measures', names)
    expect(code).toBe(0)
    expect(out).toMatch(/bertscore\.f1 *│ *1 │ *0 │ *100\.00/)
    expect(out).toMatch(/bertscore by tiny, sha256 [0-9a-f]{64}\n$/)
  })

  it.each([
    ['BERTScore without an encoder', ['--measures', 'bertscore.f1'], /--bert with the folder of an encoder/],
    ['an encoder for nothing', ['--bert', 'x', '--measures', 'gleu'], /expected a bertscore measure/],
    ['a folder that is no encoder', ['--bert', 'x'], /expected config\.json in the encoder folder/],
  ])('refuses %s', async (_, options, message) => {
    const { code, err } = await chartsift('measure', rowsFile(), ...options)
    expect(code).toBe(2)
    expect(err).toMatch(message)
  })
})
