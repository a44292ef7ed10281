import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TokenCounter } from '../../base/token-counter.js'
import { rawPlaces } from '../../corpus/formats/raw-text.js'
import type { Fact } from '../../corpus/instruction.js'
import type { PatientRecord } from '../../corpus/record.js'
import type { Shard } from '../../indexes/store/shard.js'
import { makeStrategy } from '../../pipeline/select/named-strategy.js'
import type { StrategyRow } from '../../pipeline/select/registry/strategy-row.js'
import { type Context, isUnfit, type Unfit } from '../../retrievers/packing/context.js'
import { newestFirst } from '../../retrievers/ranked.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { RecordView } from '../../retrievers/view/record-view.js'
import { fakeStrategyModel, recordIn } from '../fixtures/fake-strategy-model.js'
import { ask, makeShard } from '../fixtures/make-shard.js'
import { inFileOrder, rawTextOf } from '../fixtures/raw-text.js'
import { anna, bert } from '../fixtures/two-patients.js'

/** One token a run of letters or digits, one a sign, one a line end. */
export const plainCounter: TokenCounter = {
  name: 'plain',
  exact: true,
  count: (text) => text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]|\n/gu)?.length ?? 0,
}

export const AS_OF = '2020-03-01 09:00:00'
export const QUESTION = 'Was the glucose of the patient checked, and is metformin taken?'

export async function contextOf(
  strategy: Strategy,
  record: PatientRecord,
  asOf: string | null,
  tokens: number,
  question = QUESTION,
): Promise<Context> {
  const { shard } = await makeShard(record, { cuts: asOf === null ? [] : [asOf] })
  const fill = await strategy.select(ask(record.patientId, question, asOf), new RecordView(shard, asOf))
  const context = fill({ tokens, counter: plainCounter })
  if (isUnfit(context)) throw new Error(context.reason)
  return context
}

/** Cuts a record to what was there at `asOf`: what every strategy must behave as if it had been given. */
function upTo(record: PatientRecord, asOf: string): PatientRecord {
  const isPast = ({ time }: { time: string | null }) => time !== null && time <= asOf
  return { ...record, notes: record.notes.filter(isPast), events: record.events.filter(isPast) }
}

const BUDGETS = [0, 1, 12, 40, 60, 90, 400, 1000, 10_000]
const RECORDS = {
  anna,
  'anna, before asOf': upTo(anna, AS_OF),
  bert,
  nobody: { ...bert, notes: [], events: [] },
} as const
type RecordName = keyof typeof RECORDS

/** What somebody judged: documents of both patients, of before and after asOf. */
function factsOf(): readonly Fact[] {
  const fact = (documentId: string, relevance: number): Fact => ({
    instructionId: 'i1',
    factId: documentId,
    relevance,
    places: [{ documentId, start: null, end: null }],
  })
  return [
    ...[...anna.notes, ...bert.notes].map(({ documentId }, i) => fact(documentId, 1 + (i % 2))),
    ...[...anna.events, ...bert.events].map(({ documentId }) => fact(documentId, 2)),
  ]
}

/** Says what is in the record that it is shown, so that a context shows what the model was shown. */
function sayWhatIsShown(prompt: string): string {
  const record = recordIn(prompt)
  if (record === '') return 'Glucose was checked.\nMetformin 500 mg.'
  if (prompt.includes('"scores"'))
    return JSON.stringify({ scores: [...record.matchAll(/^\[\d+\] /gm)].map((_, i) => i % 7) })
  return record
    .split('\n')
    .filter((line) => !/^\[\d+\] /.test(line))
    .map((line) => `${line} [1]`)
    .join('\n')
}

function makeRow(row: StrategyRow): Promise<Strategy> {
  const strategyModelFor = () => fakeStrategyModel(sayWhatIsShown, BUDGETS, plainCounter)
  return makeStrategy(row, { seed: 7, factsOf, reranker: null, strategyModelFor })
}

/** What every strategy must do, whatever it prefers. */
export function behavesAsAStrategy(row: StrategyRow): void {
  describe(`${row.name} behaves as a strategy`, () => {
    let shards: Readonly<Record<RecordName, Shard>>
    beforeAll(async () => {
      const opened = Object.entries(RECORDS).map(async ([name, record]) => {
        const isEmpty = record.notes.length + record.events.length === 0
        const rawText = isEmpty ? '' : rawTextOf(record)
        const options = { cuts: [AS_OF], rawText, rawPlaces: rawPlaces(rawText) }
        return [name, (await makeShard(inFileOrder(record), options, afterAll)).shard] as const
      })
      shards = Object.fromEntries(await Promise.all(opened)) as Record<RecordName, Shard>
    })

    const selectionOf = async (name: RecordName, asOf: string | null) => {
      const view = new RecordView(shards[name], asOf)
      const fill = await (await makeRow(row)).select(ask(view.patientId, QUESTION, asOf), view)
      return (tokens: number): Context | Unfit => fill({ tokens, counter: plainCounter })
    }
    const contextOfAll = async (name: RecordName, asOf: string | null) => {
      const context = (await selectionOf(name, asOf))(10_000)
      if (isUnfit(context)) throw new Error(context.reason)
      return context
    }

    it('has the name of its row', async () => {
      expect((await makeRow(row)).name).toBe(row.name)
    })

    it('stays within every budget and says how many tokens it took, or why there is no context', async () => {
      const fill = await selectionOf('anna', null)
      for (const tokens of BUDGETS) {
        const context = fill(tokens)
        if (isUnfit(context)) {
          expect(context.reason).toMatch(/\w{3}/)
          continue
        }
        expect(context.tokens).toBeLessThanOrEqual(tokens)
        expect(context.tokens).toBe(plainCounter.count(context.text))
      }
      expect((await contextOfAll('anna', null)).text === '').toBe(row.name === 'none')
    })

    it('shows nothing that lies after asOf, nor anything undated', async () => {
      const context = await contextOfAll('anna', AS_OF)
      expect(context.text).not.toMatch(/diarrhoea|210|infarct|Never smoker/)
      const shown = context.passages.filter(({ kind }) => kind !== 'written')
      for (const { time } of shown) expect(time !== null && time <= AS_OF).toBe(true)
    })

    it('gives the context it would give had the future never been written', async () => {
      const [cut, past] = [await selectionOf('anna', AS_OF), await selectionOf('anna, before asOf', AS_OF)]
      for (const tokens of [60, 10_000]) expect(seen(cut(tokens))).toEqual(seen(past(tokens)))
    })

    it("shows only the patient's own documents", async () => {
      const own = new Set([...bert.notes, ...bert.events].map(({ documentId }) => documentId))
      const { text, passages } = await contextOfAll('bert', null)
      for (const id of passages.flatMap(({ documentIds }) => documentIds)) expect(own).toContain(id)
      expect(text).not.toMatch(/metformin|glucose|potassium/i)
    })

    it('gives the same context twice, and shares one selection among budgets', async () => {
      const fill = await selectionOf('anna', null)
      const inOrder = BUDGETS.map(fill)
      const reversed = [...BUDGETS].reverse().map(fill).reverse()
      expect(reversed).toEqual(inOrder)
      expect(seen((await selectionOf('anna', null))(60))).toEqual(seen(fill(60)))
    })

    it('ranks from 1 without gaps, with falling scores', async () => {
      const passages = [...(await contextOfAll('anna', null)).passages].sort((a, b) => a.rank - b.rank)
      expect(passages.map(({ rank }) => rank)).toEqual(passages.map((_, i) => i + 1))
      const scores = passages.map(({ score }) => score ?? 0)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
    })

    it('ranks as its kind says, ties by time and id', async () => {
      const { rank } = await makeRow(row)
      expect(rank !== undefined).toBe(row.kind.startsWith('ranks'))
      const ranked = (await rank?.(ask('anna', QUESTION, null), new RecordView(shards.anna, null))) ?? []
      const isScored = row.kind === 'ranks by scores'
      for (const { score } of ranked) expect(Number.isFinite(score) && score !== null).toBe(isScored)
      if (row.accepts !== 'every modifier') return
      expect(ranked.length).toBeGreaterThan(1)
      for (const [i, { score, chunk }] of ranked.slice(1).entries())
        if (score === ranked[i]!.score) expect(newestFirst(ranked[i]!.chunk, chunk)).toBeLessThanOrEqual(0)
    })

    it('answers an empty record with an empty context, or with a reason', async () => {
      const context = (await selectionOf('nobody', null))(90)
      if (isUnfit(context)) expect(context.reason).toMatch(/\w{3}/)
      else expect(context).toMatchObject({ text: '', tokens: 0, passages: [] })
    })
  })
}

/** What a context shows. Positions of events count the future ones of the record too, and a record with a future has more that does not fit. */
function seen(context: Context | Unfit) {
  if (isUnfit(context)) return context
  const { text, tokens, passages } = context
  return { text, tokens, passages: passages.map(({ events: _, ...passage }) => passage) }
}
