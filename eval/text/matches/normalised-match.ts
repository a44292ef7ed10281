import { pythonSplit } from '../words/python-split.js'

/**
 * 1 if both texts are the same except for case, accents, width, punctuation, articles, white space and how a number is
 * written ('5.40', '1,250'), else 0. Unlike SQuAD's rule it keeps '5.4' apart from '54', and '-2.5' from '2.5'.
 */
export function normalisedMatch(candidate: string, reference: string): number {
  return normalised(candidate) === normalised(reference) ? 1 : 0
}

function normalised(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('\u2212', '-')
  const numbers = folded.replace(/(\d),(?=\d{3}(?!\d))/g, '$1').replace(/(\.\d*?)0+(?!\d)/g, '$1')
  const marked = numbers.replace(
    /(?<![\p{L}\p{N}])-(?=\.?\d)|(?<=\d)\.(?=\d)|(?<!\p{N})\.(?=\d)/gu,
    (mark) => (mark === '-' ? '\ue000' : '\ue001'),
  )
  return pythonSplit(marked.replace(/[\p{P}\p{S}]/gu, (mark) => ('%+<>='.includes(mark) ? ` ${mark} ` : ' ')))
    .filter((word) => !['a', 'an', 'the'].includes(word))
    .join(' ')
}
