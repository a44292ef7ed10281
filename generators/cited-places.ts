import { groupBy } from '../base/group-by.js'
import type { CitedPlace } from '../eval/measured/measured-item.js'
import { labelsFrom, MARK, partsOfMark, WHOLLY_LABELS } from './citation-marks.js'
import type { GeneratorResponse, PromptPassage } from './generator.js'

/** An answer with the places that it cites. */
export type CitedAnswer = Pick<GeneratorResponse, 'text' | 'citations' | 'unknownCitations'> & {
  readonly spans: readonly CitedPlace[]
}

// Adjacent marks are removed together, with the blanks before them: '[3][7]', '[3], [7]', '[3] and [7]',
// '([3])'.
const MARKS = `${MARK.source}(?:\\s*(?:[,;&]|,?\\s*and)?\\s*${MARK.source})*`
const RUN = new RegExp(`[^\\S\\n]*(?:\\(${MARKS}\\)|${MARKS})`, 'g')
const READABLE = /[\p{L}\p{N}]/u

/**
 * Reads the labels that an answer cites as documents, and removes the marks from its text, so that measures read
 * only the answer. A mark that names no label of the context counts as unknown and stays in the text, because it
 * may belong to the answer ('[0-10]'). If an answer consists only of marks, all of them stay. A label means
 * every document of every passage with that label: an answer that cites a day of events cites each event shown
 * there.
 * @param listed labels named outside the text. They come before those in the text; an entry that is not a label
 * counts as unknown
 */
export function readCitations(
  text: string,
  passages: readonly PromptPassage[],
  listed: readonly string[],
): CitedAnswer {
  const documents = documentsByLabel(passages)
  const isKnown = (label: string) => documents.has(label)
  const cited = new Set(
    listed.flatMap((entry) => (WHOLLY_LABELS.test(entry) ? labelsIn(entry, isKnown) : [entry])),
  )
  const bare = text.replace(RUN, (run, offset: number) => {
    const marks = run.match(MARK)!.map((mark) => ({ mark, labels: labelsIn(mark, isKnown) }))
    for (const label of marks.flatMap(({ labels }) => labels)) cited.add(label)
    const strange = marks.filter(({ labels }) => !labels.some(isKnown))
    if (strange.length === marks.length) return run
    const isBeforeWord = READABLE.test(text.charAt(offset + run.length))
    return strange.map(({ mark }) => ` ${mark}`).join('') + (isBeforeWord ? ' ' : '')
  })
  const known = [...cited].filter(isKnown)
  return {
    text: (READABLE.test(bare) ? bare : text).trim(),
    citations: [...new Set(known.flatMap((label) => documents.get(label)!))],
    spans: known.flatMap((label) => spansOf(passages.filter((passage) => `${passage.label}` === label))),
    unknownCitations: cited.size - known.length,
  }
}

function spansOf(passages: readonly PromptPassage[]): CitedPlace[] {
  return passages.flatMap(({ documentIds, start = null, end = null }) =>
    documentIds.map((documentId) => ({ documentId, start, end })),
  )
}

function documentsByLabel(passages: readonly PromptPassage[]): Map<string, string[]> {
  const labelled = passages.filter(({ label }) => label !== null)
  const groups = groupBy(labelled, ({ label }) => `${label}`)
  return new Map(
    [...groups].map(([label, shown]) => [label, shown.flatMap(({ documentIds }) => documentIds)]),
  )
}

/**
 * The labels of '[3, 7]'. A range gives every label in it if the context has both ends; otherwise only the two
 * ends.
 */
function labelsIn(mark: string, isKnown: (label: string) => boolean): string[] {
  return partsOfMark(mark).flatMap((ends) =>
    ends.length === 2 && ends.every(isKnown) ? labelsFrom(ends[0]!, ends[1]!) : ends,
  )
}
