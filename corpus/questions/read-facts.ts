import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'
import type { Fact } from '../instruction.js'
import { readJsonLines } from '../tables/read-json-lines.js'
import { tableId } from '../tables/table-id.js'

const id = z.union([z.string().min(1), z.number().int()]).transform(String)
const instructionId = id.transform(tableId)
const documentId = z.string().regex(/^(?:note|event):./, 'expected note:<id> or event:<time>|<code>')
const offset = z
  .number()
  .int()
  .nonnegative()
  .nullish()
  .transform((value) => value ?? null)
const span = { start: offset, end: offset }
const place = z
  .union([
    documentId.transform((document) => ({ documentId: document, start: null, end: null })),
    z
      .object({ document_id: documentId, ...span })
      .transform(({ document_id, start, end }) => ({ documentId: document_id, start, end })),
    z.object({ documentId, ...span }),
  ])
  .refine(
    ({ start, end }) => (start === null ? end === null : end !== null && start < end),
    'expected a span with start < end or none',
  )
const row = z
  .object({
    instruction_id: instructionId,
    fact_id: id,
    relevance: z.union([z.literal(1), z.literal(2)]).default(2),
    places: z.array(place).min(1),
  })
  .transform(
    (fact): Fact => ({
      instructionId: fact.instruction_id,
      factId: fact.fact_id,
      relevance: fact.relevance,
      places: fact.places,
    }),
  )

/** facts.jsonl: one fact per line, proven by any one of its places. */
export function readFacts(path: string): Fact[] {
  const seen = new Set<string>()
  return readJsonLines(path, row).map(({ where, value: fact }) => {
    const key = JSON.stringify([fact.instructionId, fact.factId])
    if (seen.has(key)) throw new InputError(`${where}: expected one line per fact, found a fact twice`)
    seen.add(key)
    return fact
  })
}
