import { groupBy } from '../../../base/group-by.js'
import type { Instruction } from '../../../corpus/instruction.js'
import { labelsFrom, MARK, partsOfMark } from '../../../generators/citation-marks.js'
import type { StrategyModel } from '../../../generators/strategy-model.js'
import {
  type Context,
  isUnfit,
  type Passage,
  type ShownPassage,
} from '../../../retrievers/packing/context.js'
import { packPassages } from '../../../retrievers/packing/pack.js'
import type { Ranker } from '../../../retrievers/strategy.js'
import type { RecordView } from '../../../retrievers/view/record-view.js'

/** How many contexts, each of one budget, a model reads one after another. */
export const PARTS = 4

/** What to divide into parts. `tokens`: the budget of each part. */
export type SlicedRecord = {
  readonly instruction: Instruction
  readonly view: RecordView
  readonly tokens: number
  readonly asking: StrategyModel
}

/** Parts of a ranked record: the best passages, then the best of the rest, and so on. Each part keeps to the budget. */
export async function partsOf(
  rank: Ranker,
  { instruction, view, tokens, asking: { counter } }: SlicedRecord,
): Promise<Context[]> {
  const ranked = await rank(instruction, view)
  let left: Passage[] = ranked.map(({ chunk, score }, i) => ({ chunk, score, rank: i + 1 }))
  const parts: Context[] = []
  while (parts.length < PARTS && left.length > 0) {
    const part = packPassages(left, view, { tokens, counter })
    if (isUnfit(part) || part.passages.length === 0) break
    parts.push(part)
    const taken = new Set(part.passages.map((passage) => passage.rank))
    left = left.filter((passage) => !taken.has(passage.rank))
  }
  return parts
}

/** A line of a model's notes, and the documents that it is based on. */
export type NoteLine = { readonly text: string; readonly documentIds: readonly string[] }

const NOTHING = /^\s*nothing\.?\s*$/i

/**
 * The lines of a model's notes. They cite passages by their numbers in the part that the model read; other numbers are left
 * out. '[0-10]' is a citation only if the part has both ends.
 */
export function noteLines(text: string, passages: readonly ShownPassage[]): NoteLine[] {
  const groups = groupBy(passages, ({ label }) => `${label}`)
  const documentsOf = (label: string) => (groups.get(label) ?? []).flatMap(({ documentIds }) => documentIds)
  if (NOTHING.test(text)) return []
  return text.split('\n').flatMap((line) => {
    const bare = line.replace(/^\s*[-*•]\s*/, '').trim()
    if (bare === '' || NOTHING.test(bare)) return []
    const cited: string[] = []
    const said = bare
      .replace(MARK, (mark) => {
        const labels = citedLabels(mark, (label) => groups.has(label))
        if (labels === null) return mark
        cited.push(...labels.flatMap(documentsOf))
        return ''
      })
      .replace(/\s+([.,;])/g, '$1')
      .trim()
    return said === '' ? [] : [{ text: said, documentIds: [...new Set(cited)] }]
  })
}

/** The labels of '[3, 5-7]'; null if a range has an unknown end: then the brackets are part of the text. */
function citedLabels(mark: string, isKnown: (label: string) => boolean): string[] | null {
  const labels: string[] = []
  for (const ends of partsOfMark(mark)) {
    const [first, last] = [ends[0]!, ends.at(-1)!]
    if (ends.length > 1 && !(isKnown(first) && isKnown(last))) return null
    labels.push(...(ends.length > 1 ? labelsFrom(first, last) : ends))
  }
  return labels
}
