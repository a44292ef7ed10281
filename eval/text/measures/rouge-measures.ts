import type { CorpusMeasure, Measure } from '../../measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../../measured/measured-item.js'
import { oncePerItem } from '../../measured/once-per-item.js'
import {
  bestRouge,
  type Overlap,
  ROUGE_TYPES,
  type RougeTokens,
  type RougeType,
  rouge,
} from '../overlap/rouge.js'
import { unicodeRougeTokens } from '../words/tokenize.js'
import { answerMeasure, bestAndMean, meanOverRows } from './answer-measure.js'

const NO_LETTER: Unscored = { reason: 'no reference with a letter or a number' }
const UNICODE =
  'tokens of every script: runs of letters and numbers, single letters in scripts without spaces between words; own definition'
const TITLES: Readonly<Record<RougeType, string>> = {
  rouge1: 'ROUGE-1',
  rouge2: 'ROUGE-2',
  rougeL: 'ROUGE-L',
  rougeLsum: 'ROUGE-Lsum',
}

/** One per reference. Empty if our own variant finds no word in any reference, so that it gives a reason instead of 0. */
const against = (tokens: RougeTokens) =>
  oncePerItem((response, references) =>
    tokens === 'unicode' && references.every((text) => unicodeRougeTokens(text).length === 0)
      ? []
      : references.map((reference) => rouge(response, reference, tokens)),
  )
const rougeOf = { plain: against('plain'), stem: against('stem'), unicode: against('unicode') }

const variants = (['plain', 'stem', 'unicode'] as const).flatMap((tokens) =>
  ROUGE_TYPES.map((type) => rowsOf(type, tokens)),
)

/** Precision, recall and F1 of the reference with the best F1, and the mean F1, for each kind of ROUGE and of tokens. */
export const rougeMeasures: readonly Measure[] = variants.flatMap(({ parts, mean }) => [...parts, mean])

/** Means of ROUGE over all rows. */
export const rougeCorpusMeasures: readonly CorpusMeasure[] = variants.flatMap(({ parts }) =>
  parts.map(meanOverRows),
)

function rowsOf(type: RougeType, tokens: RougeTokens): { parts: readonly Measure[]; mean: Measure } {
  const tool = tokens === 'plain' ? type : `${type}.${tokens}`
  const singlesOf = (item: MeasuredItem) => rougeOf[tokens](item).map((one) => one[type])
  const shared = tokens === 'unicode' ? {} : ({ readsAsciiOnly: true } as const)
  const part = (which: 'precision' | 'recall') =>
    answerMeasure(
      {
        ...shared,
        tool: `${tool}.${which}`,
        definition: `${definitionOf(type, tokens, which)}; of the reference with the best F1.`,
      },
      (item) => {
        const all = rougeOf[tokens](item)
        return all.length === 0 ? NO_LETTER : bestRouge(all, type)[which]
      },
    )
  const [f1, mean] = bestAndMean(
    {
      ...shared,
      ...(tokens === 'stem' ? {} : { name: nameOf(type, tokens) }),
      tool: `${tool}.f1`,
      definition: definitionOf(type, tokens, 'F1'),
    },
    (item) => singlesOf(item).map((one: Overlap) => one.f1),
    NO_LETTER.reason,
  )
  return { parts: [part('precision'), part('recall'), f1], mean }
}

/** 'rouge-l', 'rouge-l-unicode'. */
function nameOf(type: RougeType, tokens: RougeTokens): string {
  const name = type.replace('rouge', 'rouge-').toLowerCase()
  return tokens === 'plain' ? name : `${name}-${tokens}`
}

function definitionOf(type: RougeType, tokens: RougeTokens, part: string): string {
  const lines = type === 'rougeLsum' ? ', lines as sentences' : ''
  if (tokens === 'unicode') return `${TITLES[type]} ${part}${lines}${lines && ','} over ${UNICODE}`
  const stems = tokens === 'stem' ? 'with its stemmer' : 'without stemmer'
  return `${TITLES[type]} ${part} as rouge-score ${stems}${lines} (Lin 2004)`
}
