import { describe, expect, it } from 'vitest'
import type { TokenCounter } from '../../base/token-counter.js'
import type { PatientRecord } from '../../corpus/record.js'
import { type Context, isUnfit } from '../../retrievers/packing/context.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { RecordView } from '../../retrievers/view/record-view.js'
import { ask, makeShard } from '../fixtures/make-shard.js'
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

/** What every strategy must do, whatever it prefers. */
export function behavesAsAStrategy(make: () => Strategy): void {
  describe(`${make().name} behaves as a strategy`, () => {
    it.each([0, 1, 12, 40, 90, 400])('stays within %i tokens and says how many it took', async (tokens) => {
      const context = await contextOf(make(), anna, null, tokens)
      expect(context.tokens).toBeLessThanOrEqual(tokens)
      expect(context.tokens).toBe(plainCounter.count(context.text))
      if (tokens === 0) expect(context.text).toBe('')
    })

    it('shows nothing that lies after asOf, nor anything undated', async () => {
      const context = await contextOf(make(), anna, AS_OF, 1000)
      expect(context.text).not.toMatch(/diarrhoea|210|infarct|Never smoker/)
      for (const { time } of context.passages) expect(time !== null && time <= AS_OF).toBe(true)
    })

    it('gives the context it would give had the future never been written', async () => {
      const cut = await contextOf(make(), anna, AS_OF, 60)
      const past = await contextOf(make(), upTo(anna, AS_OF), null, 60)
      expect(cut.text).toBe(past.text)
      expect(cut.passages).toEqual(past.passages)
    })

    it("shows only the patient's own documents", async () => {
      const own = new Set([...bert.notes, ...bert.events].map(({ documentId }) => documentId))
      const context = await contextOf(make(), bert, null, 1000)
      for (const id of context.passages.flatMap(({ documentIds }) => documentIds)) expect(own).toContain(id)
    })

    it('gives the same context twice', async () => {
      expect(await contextOf(make(), anna, null, 60)).toEqual(await contextOf(make(), anna, null, 60))
    })

    it('ranks from 1 with falling scores', async () => {
      const { passages } = await contextOf(make(), anna, null, 1000)
      const scores = [...passages].sort((a, b) => a.rank - b.rank).map(({ score }) => score ?? 0)
      expect(scores).toEqual([...scores].sort((a, b) => b - a))
      if (passages.length > 0) expect(Math.min(...passages.map(({ rank }) => rank))).toBeGreaterThanOrEqual(1)
    })

    it('answers an empty record with an empty context', async () => {
      const context = await contextOf(make(), { ...bert, notes: [], events: [] }, null, 100)
      expect(context).toMatchObject({ text: '', tokens: 0, passages: [] })
    })
  })
}
