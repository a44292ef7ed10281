import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chrf } from '../../eval/chrf.js'
import { bestOverReferences, meanOverReferences, type PairMeasure } from '../../eval/over-references.js'
import { rougeL } from '../../eval/rouge-l.js'
import { exactMatch, tokenF1 } from '../../eval/squad.js'

type Combine = (measure: PairMeasure, candidate: string, references: readonly string[]) => number
type Row = { id: string; candidate: string; references: string[] }
type Value = { id: string; measure: string; value: number | null }

const ours: Record<string, [Combine, PairMeasure]> = {
  'squad.em': [bestOverReferences, exactMatch],
  'squad.em@mean': [meanOverReferences, exactMatch],
  'squad.f1': [bestOverReferences, tokenF1],
  'squad.f1@mean': [meanOverReferences, tokenF1],
  'rougeL.f1': [bestOverReferences, rougeL],
  'rougeL.f1@mean': [meanOverReferences, rougeL],
  chrf: [bestOverReferences, chrf],
  'chrf@mean': [meanOverReferences, chrf],
  'chrf@max': [bestOverReferences, chrf],
}

const folder = '../shared/reference/measures'
const jsonl = <T>(file: string): T[] =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

describe.skipIf(!existsSync(`${folder}/values.jsonl`))('text measures against their reference values', () => {
  for (const [name, [combine, measure]] of Object.entries(ours)) {
    it(`${name} equals the peer on every row to 1e-6`, () => {
      const rows = new Map(jsonl<Row>('rows.jsonl').map((row) => [row.id, row]))
      const values = jsonl<Value>('values.jsonl').filter(
        (line) => line.measure === name && line.value !== null,
      )
      expect(values.length).toBe(name.includes('@') ? 13 : 214)
      const wrong = values.filter(({ id, value }) => {
        const row = rows.get(id)!
        return !(Math.abs(combine(measure, row.candidate, row.references) - value!) <= 1e-6)
      })
      expect(wrong.map((line) => line.id)).toEqual([])
    })
  }
})
