import { remembered } from '../../base/remember.js'
import { addTer, isTooLongForTer, pooledTer, type TerCounts, terScore, terStatistics } from './edits/ter.js'
import { overReferences } from './matches/over-references.js'
import { addBleu, type BleuCounts, bleuScore, bleuStatistics } from './overlap/bleu.js'
import { addChrf, bestChrf, type ChrfCounts, chrfScore, chrfStatistics } from './overlap/chrf.js'
import { gleu } from './overlap/gleu.js'
import { meteor, meteorTokens } from './overlap/meteor.js'
import { bestRouge, ROUGE_TYPES, type RougeTokens, rouge } from './overlap/rouge.js'
import { exactMatch, tokenF1, tokenF1OfVersion1 } from './squad.js'
import { pythonSplit } from './words/python-split.js'
import { unicodeRougeTokens } from './words/tokenize.js'
import { treebankTokens } from './words/treebank.js'

const { mean } = overReferences

type Values = readonly (readonly [name: string, value: number])[]

/**
 * Measures that share their work. `row` gives the values of one candidate against one or more references, under the
 * same names, none where the texts are too long for it, and remembers what the corpus needs; `corpus` gives those of all rows so far, of which there is one.
 */
export type TextFamily = {
  row(candidate: string, references: readonly string[]): Values
  corpus(): Values
}

/** Every family, opened for a corpus of its own. */
export const textFamilies: readonly (() => TextFamily)[] = [
  rougeFamily,
  bleuFamily,
  chrfFamily,
  terFamily,
  gleuFamily,
  meteorFamily,
  squadFamily,
]

const ROUGE_TOKENS: readonly RougeTokens[] = ['plain', 'stem', 'unicode']

function rougeFamily(): TextFamily {
  const seen = new Map<string, number[]>()
  return {
    row(candidate, references) {
      return ROUGE_TOKENS.flatMap((tokens) => {
        // Symbols alone are no text to any ROUGE: for our own variant that is no 0.
        if (tokens === 'unicode' && references.every((text) => unicodeRougeTokens(text).length === 0))
          return []
        const single = references.map((reference) => rouge(candidate, reference, tokens))
        return ROUGE_TYPES.flatMap((type) => {
          const name = tokens === 'plain' ? type : `${type}.${tokens}`
          const best = Object.entries(bestRouge(single, type)).map(
            ([part, value]) => [`${name}.${part}`, value] as const,
          )
          for (const [part, value] of best) {
            const earlier = seen.get(part)
            if (earlier === undefined) seen.set(part, [value])
            else earlier.push(value)
          }
          return [...best, [`${name}.f1@mean`, mean(single.map((one) => one[type].f1))] as const]
        })
      })
    },
    corpus: () => [...seen].map(([name, values]) => [`mean.${name}`, mean(values)]),
  }
}

function bleuFamily(): TextFamily {
  let sum: BleuCounts | null = null
  let lowercaseSum: BleuCounts | null = null
  return {
    row(candidate, references) {
      const { pooled, single } = bleuStatistics(candidate, references)
      const lowercase = bleuStatistics(candidate.toLowerCase(), references.map(lower)).pooled
      sum = sum === null ? pooled : addBleu(sum, pooled)
      lowercaseSum = lowercaseSum === null ? lowercase : addBleu(lowercaseSum, lowercase)
      const values = single.map((counts) => bleuScore(counts, true))
      return [
        ['bleu', bleuScore(pooled, true)],
        ['bleu@mean', mean(values)],
        ['bleu@max', Math.max(...values)],
      ]
    },
    corpus: () => [
      ['corpus.bleu', bleuScore(sum!, false)],
      ['corpus.bleu.lowercase', bleuScore(lowercaseSum!, false)],
    ],
  }
}

function chrfFamily(): TextFamily {
  const kinds = ['chrf', 'chrf++'] as const
  const sums = new Map<string, ChrfCounts>()
  return {
    row(candidate, references) {
      const statistics = chrfStatistics(candidate, references)
      return kinds.flatMap((name) => {
        const best = bestChrf(statistics[name])
        const sum = sums.get(name)
        sums.set(name, sum === undefined ? best : addChrf(sum, best))
        const values = statistics[name].map(chrfScore)
        return [
          [name, chrfScore(best)],
          [`${name}@mean`, mean(values)],
          [`${name}@max`, Math.max(...values)],
        ] as const
      })
    },
    corpus: () => kinds.map((name) => [`corpus.${name}`, chrfScore(sums.get(name)!)]),
  }
}

function terFamily(): TextFamily {
  let sum: TerCounts | null = null
  let isComplete = true
  return {
    row(candidate, references) {
      if (isTooLongForTer([candidate, ...references])) {
        isComplete = false
        return []
      }
      const single = terStatistics(candidate, references)
      const pooled = pooledTer(single)
      sum = sum === null ? pooled : addTer(sum, pooled)
      const values = single.map(terScore)
      return [
        ['ter', terScore(pooled)],
        ['ter@mean', mean(values)],
        ['ter@min', Math.min(...values)],
      ]
    },
    corpus: () => (isComplete ? [['corpus.ter', terScore(sum!)]] : []),
  }
}

function gleuFamily(): TextFamily {
  return withoutCorpus((candidate, references) => [
    ...bestAndMean('gleu', gleu(candidate, references)),
    ...bestAndMean('gleu.lower', gleu(candidate.toLowerCase(), references.map(lower))),
  ])
}

function meteorFamily(): TextFamily {
  const tokenizers = {
    ws: remembered(meteorTokens(pythonSplit)),
    treebank: remembered(meteorTokens(treebankTokens)),
  }
  return withoutCorpus((candidate, references) =>
    Object.entries(tokenizers).flatMap(([name, tokenize]) => {
      const tokens = tokenize(candidate)
      const values = references.map((reference) => meteor(tokens, tokenize(reference)))
      return bestAndMean(`meteor.exact_stem.${name}`, values)
    }),
  )
}

function squadFamily(): TextFamily {
  const pairs = { 'squad.em': exactMatch, 'squad.f1': tokenF1, 'squad.f1.v1': tokenF1OfVersion1 }
  return withoutCorpus((candidate, references) =>
    Object.entries(pairs).flatMap(([name, measure]) =>
      bestAndMean(
        name,
        references.map((reference) => measure(candidate, reference)),
      ),
    ),
  )
}

function withoutCorpus(row: TextFamily['row']): TextFamily {
  return { row, corpus: () => [] }
}

function bestAndMean(name: string, values: readonly number[]): Values {
  return [
    [name, Math.max(...values)],
    [`${name}@mean`, mean(values)],
  ]
}

function lower(text: string): string {
  return text.toLowerCase()
}
