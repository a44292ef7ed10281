import { people } from '../banks/people.js'
import type { Chart } from '../chart/chart.js'
import type { Random } from '../draw/synthetic-random.js'
import type { PosedQuestion } from '../questions/pose-questions.js'
import type { Evidence } from '../questions/question.js'

/** A question with its ids. */
export type NamedInstruction = {
  readonly instructionId: string
  readonly personId: string
  readonly question: PosedQuestion
}

/** The columns of clinician-instruction-responses.tsv. */
export const INSTRUCTION_COLUMNS = [
  'instruction_id',
  'question',
  'person_id',
  'filename',
  'annotator_num',
  'clinician_response',
  'evidence',
  'submitter_specialty',
  'category',
]

/**
 * Rows of the instruction file, one per annotator. The release's quoting is uneven, and so is this: most
 * fields are unquoted, some are quoted without need, quotes inside are doubled or, in an unquoted field, left as they are.
 */
export function instructionRows(
  { instructionId, personId, question }: NamedInstruction,
  random: Random,
  first: boolean,
): string {
  const { draft, solved, text } = question
  const evidence = solved.evidence
    .filter((item) => item.relevance === 2)
    .map((item) => item.places[0]!.quote)
    .join('; ')
  const specialty = random.pick(people().submitters)
  const annotators = first || random.chance(0.2) ? 2 : 1
  let rows = ''
  for (let i = 0; i < annotators; i++) {
    const response = solved.responses[i] ?? solved.responses[0] ?? ''
    const cells = [
      instructionId,
      quoteWhereNeeded(text, false),
      personId,
      `${personId}.xml`,
      `Annotator_${i + 1}`,
      quoteWhereNeeded(first && i === 1 ? `${response}\n(second reading)` : response, random.chance(0.1)),
      first || random.chance(0.15) ? evidence : quoteWhereNeeded(evidence, false),
      specialty,
      draft.category,
    ]
    rows += `${cells.join('\t')}\n`
  }
  return rows
}

function quoteWhereNeeded(field: string, anyway: boolean): string {
  return anyway || /["\n\t]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}

/** A row of asof.tsv. */
export function asOfRow({ instructionId, question }: NamedInstruction): string {
  return `${instructionId}\t${question.asOf ?? question.endOfRecord}\n`
}

/** If an answer needs several facts, a second place of one of them is only supporting. */
export function qrelRows({ instructionId, question }: NamedInstruction): string {
  const { evidence } = question.solved
  const anyPlace = essential(evidence).length === 1
  const rows = new Map<string, string>()
  for (const { relevance, places } of evidence) {
    places.forEach((place, index) => {
      const grade = relevance === 2 && (index === 0 || anyPlace) ? 2 : 1
      const key = `${place.documentId}\t${place.start ?? ''}`
      if (!rows.has(key))
        rows.set(
          key,
          `${instructionId}\t${place.documentId}\t${grade}\t${place.start ?? ''}\t${place.end ?? ''}\n`,
        )
    })
  }
  return [...rows.values()].join('')
}

/** The lines of facts.jsonl about one instruction. */
export function factLines({ instructionId, question }: NamedInstruction): string {
  return question.solved.evidence
    .map(({ relevance, places }, index) => {
      const fact = {
        instruction_id: instructionId,
        fact_id: `${instructionId}-${index + 1}`,
        relevance,
        places: places.map((place) => ({
          document_id: place.documentId,
          start: place.start,
          end: place.end,
        })),
      }
      return `${JSON.stringify(fact)}\n`
    })
    .join('')
}

/** A line of gold.jsonl. */
export function goldLine({ instructionId, personId, question }: NamedInstruction, chart: Chart): string {
  const { draft, solved } = question
  const times = essential(solved.evidence)
    .flatMap((item) => item.places.map((place) => place.time))
    .sort()
  const position = (time: string | undefined): number | null =>
    time === undefined
      ? null
      : Number((chart.events.filter((event) => event.time <= time).length / chart.events.length).toFixed(4))
  const gold = {
    instruction_id: Number(instructionId),
    person_id: Number(personId),
    kind: draft.kind,
    category: draft.category,
    wording: draft.wording,
    answer: solved.answer,
    as_of: question.asOf ?? question.endOfRecord,
    as_of_is_end_of_record: question.asOf === null,
    answer_if_as_of_ignored: question.answerIfAsOfIgnored,
    evidence_mode: essential(solved.evidence).length === 1 ? 'any' : 'all',
    position: position(times.at(-1)),
    position_first: position(times[0]),
    needs_notes: draft.needsNotes,
  }
  return `${JSON.stringify(gold)}\n`
}

const essential = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.filter((item) => item.relevance === 2)
