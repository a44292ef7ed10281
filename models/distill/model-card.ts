import type { Distilled } from './distil.js'
import type { RetrievalScore } from './retrieval-scores.js'
import type { TrainingParameters } from './train-table.js'
import type { TrainingTexts } from './training-texts.js'

/** What a model card states. */
export type CardFacts = {
  readonly teacher: { readonly name: string; readonly hash: string }
  readonly training: TrainingParameters | null
  readonly texts: TrainingTexts
  readonly tokens: number
  readonly sha256: string
  readonly scores: readonly RetrievalScore[]
  readonly credits: readonly string[]
  readonly version: string
}

/** The README.md beside a distilled model: its sources, its method, and its agreement with its teacher. */
export function modelCard(distilled: Distilled, facts: CardFacts): string {
  const { dimensions, keptVariance, agreementBefore, agreement, losses } = distilled
  const { teacher, training, texts, tokens, sha256, scores, credits, version } = facts
  const rows: [string, string][] = [
    [
      'format',
      'Model2Vec (model.safetensors, tokenizer.json, config.json); int8, a scale a row in `weights`',
    ],
    ['tokens, dimensions', `${tokens}, ${dimensions}`],
    ['teacher', `${teacher.name}, sha256 of its files ${teacher.hash}`],
    ['variance of the teacher kept', `${(100 * keptVariance).toFixed(1)}%`],
    ['training', training === null ? 'none' : `${texts.train.length} texts, ${JSON.stringify(training)}`],
    ['last mean loss (1 - cosine)', losses.length === 0 ? 'none' : losses[losses.length - 1]!.toFixed(4)],
    [
      'correlation of pairwise similarities with the teacher',
      `${agreement.toFixed(3)} on ${texts.heldOut.length} held-out texts (${agreementBefore.toFixed(3)} before training)`,
    ],
    ...scores.map(({ set, queries, mrr, mrrInFileOrder }): [string, string] => [
      `MRR alone on ${set}`,
      `${mrr.toFixed(4)} over ${queries} queries (ties in file order: ${mrrInFileOrder.toFixed(4)})`,
    ]),
    ['made by', `chartsift ${version}, \`chartsift distill\``],
    ['sha256 of model.safetensors', sha256],
  ]
  const sources = texts.sources.map(
    ({ file, lines, sha256: hash }) => `- ${file}: ${lines} lines, sha256 ${hash}`,
  )
  return [
    '# A static sentence embedder',
    '',
    'A table of token vectors that learned to imitate a sentence encoder on unlabelled text. A text is the mean of its tokens.',
    '',
    '| what | value |',
    '| --- | --- |',
    ...rows.map(([what, value]) => `| ${what} | ${value} |`),
    '',
    '## Text it learned from',
    '',
    ...(sources.length > 0 ? sources : ['- none']),
    '',
    '## Licences and attribution',
    '',
    ...(credits.length > 0
      ? credits.map((line) => `- ${line}`)
      : ['- as teacher and text say; none was given to the command']),
    '',
  ].join('\n')
}
