import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { openCorpus } from '../corpus/formats/open-corpus.js'
import type { Instruction, Place } from '../corpus/instruction.js'
import { ProblemTally } from '../corpus/problem.js'
import { questionFiles } from '../corpus/questions/question-files.js'
import { readQrels } from '../corpus/questions/read-qrels.js'
import type { PatientRecord } from '../corpus/record.js'
import { alignEvidence } from '../evidence/align-evidence.js'
import { LENIENT_CUT_OFF, STRICT_CUT_OFF } from '../evidence/confidence.js'
import type { PieceKind } from '../evidence/events/dated-piece.js'
import { splitPieces, withoutMore } from '../evidence/split-evidence.js'
import { Random } from '../synthetic/draw/synthetic-random.js'
import { PERTURBATIONS, type Perturbation } from './perturb-cells.js'

/**
 * How well evidence columns are aligned whose judgements are hidden from the aligner, as written and as people write otherwise:
 * `npx tsx bench/alignment-bench.ts [folder of cohorts]`. What a cell names are the judged places of its pieces as written.
 * P: of the facts found, those with a place judged essential. R: of the named pieces, those of which a found fact has the place.
 * `elsewhere`: of the pieces, those that are "found" in the chart of another patient, except for such as are there exactly or
 * except for marks; templates apart none of them can be right.
 */
const SEED = 'alignment'
const CUT_OFFS = [LENIENT_CUT_OFF, 0.8, STRICT_CUT_OFF, 0.9, 0.95]

type Piece = { readonly text: string; readonly kind: PieceKind; readonly places: readonly Place[] }
type Asked = {
  readonly instruction: Instruction
  readonly cells: readonly (readonly Piece[])[]
  readonly essential: readonly Place[]
}
type Chart = { readonly record: PatientRecord; readonly asked: readonly Asked[] }
type Tally = { named: number; recalled: number; found: number; right: number; elsewhere: number }
/** By kind of piece, then by cut-off. */
type Tallies = Map<string, Map<number, Tally>>

const cohorts = process.argv[2] ?? join(import.meta.dirname, '../../shared/cohorts')
for (const name of ['synthea-dev', 'prose-dev']) {
  const folder = join(cohorts, name)
  if (existsSync(folder)) await report(folder)
  else console.log(`${name}: not in ${basename(cohorts)}, skipped`)
}

async function report(folder: string): Promise<void> {
  const charts = await readCharts(folder)
  const { notes, events } = charts
    .map(({ record }) => record)
    .reduce((a, b) => (sizeOf(b) > sizeOf(a) ? b : a))
  console.log(
    `\n${basename(folder)}: ${charts.length} charts, the largest of ${notes.length} notes, ${events.length} events`,
  )
  console.log(
    `${'perturbation'.padEnd(28)}${'kind'.padEnd(13)}    n${CUT_OFFS.map((cutOff) => `   P     R  at ${cutOff.toFixed(2)}`).join('')}     s`,
  )
  const wrong: string[] = []
  for (const perturbation of PERTURBATIONS) {
    const begin = performance.now()
    const tallies = tallyAll(charts, perturbation)
    const seconds = ((performance.now() - begin) / 1000).toFixed(1)
    for (const [kind, byCutOff] of tallies) {
      const cells = [...byCutOff.values()].map(
        (t) => `  ${share(t.right, t.found)} ${share(t.recalled, t.named)}    `,
      )
      const n = String([...byCutOff.values()][0]!.named).padStart(5)
      console.log(
        `${perturbation.name.padEnd(28)}${kind.padEnd(13)}${n}${cells.join('')}${kind === 'all' ? seconds.padStart(6) : ''}`,
      )
    }
    const elsewhere = [...elsewhereOf(charts, perturbation).values()]
    wrong.push(
      `${perturbation.name.padEnd(28)}${'elsewhere'.padEnd(18)}${elsewhere.map((t) => `        ${share(t.elsewhere, t.named)}    `).join('')}`,
    )
  }
  console.log(wrong.join('\n'))
}

async function readCharts(folder: string): Promise<Chart[]> {
  const corpus = await openCorpus({ folder, ehrs: null })
  const { instructions } = corpus.questions.instructions('required', new ProblemTally())
  const qrels = readQrels(questionFiles(folder).qrels!, new ProblemTally()).filter(
    ({ relevance }) => relevance === 2,
  )
  const charts: Chart[] = []
  for (const { patientId } of corpus.patients()) {
    const { record } = await corpus.read(patientId)
    const align = alignEvidence(record)
    const named = (text: string, essential: readonly Place[]): Piece[] => {
      const [piece, ...others] = align([text]).aligned
      const places =
        piece?.candidates.map(({ place }) => place).filter((place) => isAmong(place, essential)) ?? []
      const isSure = piece?.stage === 'exact' && others.length === 0 && places.length > 0
      return isSure ? [{ text, kind: piece.kind, places }] : []
    }
    const asked = instructions
      .filter((instruction) => instruction.patientId === patientId)
      .map((instruction) => {
        const essential = qrels.filter(({ instructionId }) => instructionId === instruction.instructionId)
        const pieces = instruction.evidence.map((cell) => splitPieces(withoutMore(cell).text))
        return {
          instruction,
          essential,
          cells: pieces.map((texts) => texts.flatMap((text) => named(text, essential))),
        }
      })
    charts.push({ record, asked })
  }
  return charts
}

function tallyAll(charts: readonly Chart[], { of }: Perturbation): Tallies {
  const tallies: Tallies = new Map()
  const random = new Random(SEED)
  for (const { record, asked } of charts) {
    const align = alignEvidence(record)
    for (const { instruction, cells, essential } of asked) {
      const pieces = cells.flat()
      const written = cells.map((cell) => cell.map(({ text }) => of(text, () => random.next())).join('; '))
      const { facts } = align(written, instruction.asOf)
      const kinds = new Set(pieces.map(({ kind }) => kind))
      for (const kind of ['all', ...(kinds.size === 1 ? kinds : [])]) {
        const byCutOff = tallies.get(kind) ?? zeros()
        tallies.set(kind, byCutOff)
        for (const [cutOff, tally] of byCutOff) {
          const found = facts.filter(({ confidence }) => confidence >= cutOff)
          const isFound = (place: Place) => found.some(({ places }) => isAmong(place, places))
          tally.named += pieces.length
          tally.recalled += pieces.filter(({ places }) => places.some(isFound)).length
          tally.found += found.length
          tally.right += found.filter(({ places }) =>
            places.some((place) => isAmong(place, essential)),
          ).length
        }
      }
    }
  }
  return tallies
}

/** Pieces of each chart's cells against the next chart. */
function elsewhereOf(charts: readonly Chart[], { of }: Perturbation): Map<number, Tally> {
  const tallies = zeros()
  const random = new Random(SEED)
  for (const [i, { asked }] of charts.entries()) {
    const align = alignEvidence(charts[(i + 1) % charts.length]!.record)
    for (const { text } of asked.flatMap(({ cells }) => cells.flat())) {
      const { aligned } = align([of(text, () => random.next())])
      const likely = aligned.filter(({ stage }) => stage === 'alike' || stage === 'doubtful')
      for (const [cutOff, tally] of tallies) {
        tally.named++
        if (likely.some(({ candidates }) => candidates[0]!.confidence >= cutOff)) tally.elsewhere++
      }
    }
  }
  return tallies
}

function zeros(): Map<number, Tally> {
  return new Map(
    CUT_OFFS.map((cutOff) => [cutOff, { named: 0, recalled: 0, found: 0, right: 0, elsewhere: 0 }]),
  )
}

/** A document, or a span of which half of the shorter is shared. */
function isAmong(a: Place, places: readonly Place[]): boolean {
  return places.some((b) => {
    if (a.documentId !== b.documentId || a.start === null || b.start === null)
      return a.documentId === b.documentId
    return (
      Math.min(a.end!, b.end!) - Math.max(a.start, b.start) >=
      Math.min(a.end! - a.start, b.end! - b.start) / 2
    )
  })
}

function sizeOf({ notes, events }: PatientRecord): number {
  return notes.reduce((sum, { text }) => sum + text.length, 0) + events.length
}

function share(part: number, whole: number): string {
  return (whole === 0 ? '–' : ((100 * part) / whole).toFixed(1)).padStart(5)
}
