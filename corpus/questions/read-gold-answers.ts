import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'
import { inclusiveEnd } from '../chart-time.js'
import type { ChartTime } from '../record.js'
import { readJsonLines } from '../tables/read-json-lines.js'
import { tableId } from '../tables/table-id.js'

/** The part of an answer that a program can check: a synthetic cohort gives it, no annotator wrote it. */
export type GoldAnswer = {
  readonly instructionId: string
  /** 'last_value', 'note_fact', … */
  readonly kind: string
  /** Its fields depend on the kind: a value with unit and time, a list of names, a text. */
  readonly answer: Readonly<Record<string, unknown>>
  readonly asOf: ChartTime | null
  /** Whether each essential document is needed or one of them is enough; null: unknown. */
  readonly evidenceMode: 'all' | 'any' | null
  /** Whether the record can answer the instruction; null if the file does not say. */
  readonly isAnswerable: boolean | null
}

const row = z
  .object({
    instruction_id: z.union([z.string().min(1), z.number().int()]).transform((id) => tableId(String(id))),
    kind: z.string().min(1),
    answer: z.record(z.string(), z.unknown()),
    as_of: z.string().nullish(),
    evidence_mode: z.enum(['all', 'any']).nullish(),
    answerable: z.boolean().nullish(),
  })
  .refine(({ as_of }) => as_of == null || inclusiveEnd(as_of) !== null, {
    path: ['as_of'],
    message: 'expected a time such as 2022-03-30 06:06:23, found something else',
  })
  .transform(
    (gold): GoldAnswer => ({
      instructionId: gold.instruction_id,
      kind: gold.kind,
      answer: gold.answer,
      asOf: gold.as_of == null ? null : inclusiveEnd(gold.as_of),
      evidenceMode: gold.evidence_mode ?? null,
      isAnswerable: gold.answerable ?? null,
    }),
  )

/** gold.jsonl: the machine-checkable answer of each instruction, by its id. */
export function readGoldAnswers(path: string): Map<string, GoldAnswer> {
  const gold = new Map<string, GoldAnswer>()
  for (const { where, value } of readJsonLines(path, row)) {
    if (gold.has(value.instructionId)) {
      throw new InputError(`${where}: expected one line per instruction, found a second`)
    }
    gold.set(value.instructionId, value)
  }
  return gold
}
