import { PYTHON_SPACE, pythonSplit } from './python-split.js'

// Python's \b: letters and digits of every script and the underscore.
const START = '(?<![\\p{L}\\p{N}_])'
const END = '(?![\\p{L}\\p{N}_])'

// NLTK's TreebankWordTokenizer step by step, after Robert MacIntyre's sed script. Python's $ comes before a last newline too.
// Only Python, if it ignores case, takes dotless i and long s for i and s.
const BEFORE: readonly (readonly [RegExp, string])[] = [
  [/^"/u, '``'],
  [/``/gu, ' `` '],
  [/([ ([{<])(?:"|'{2})/gu, '$1 `` '],
  [/([:,])(\P{Nd})/gu, ' $1 $2'],
  [/([:,])(?=\n?$)/gu, ' $1 '],
  [/\.\.\./gu, ' ... '],
  [/[;@#$%&]/gu, ' $& '],
  [/([^.])(\.)([\])}>"']*)[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/u, '$1 $2$3 '],
  [/[?!]/gu, ' $& '],
  [/([^'])' /gu, "$1 ' "],
  [/[\][(){}<>]/gu, ' $& '],
  [/--/gu, ' -- '],
]

const AFTER: readonly (readonly [RegExp, string])[] = [
  [/''/gu, " '' "],
  [/"/gu, " '' "],
  [/([^' ])('[sS]|'[mM]|'[dD]|') /gu, '$1 $2 '],
  [/([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) /gu, '$1 $2 '],
  ...(
    [
      ['can', 'not'],
      ['d', "'ye"],
      ['g[iıİ]m', 'me'],
      ['gon', 'na'],
      ['got', 'ta'],
      ['lem', 'me'],
      ['more', "'n"],
    ] as const
  ).map(([first, second]) => [new RegExp(`${START}(${first})(${second})${END}`, 'giu'), ' $1 $2 '] as const),
  [new RegExp(`${START}(wan)(na)(?=${PYTHON_SPACE})`, 'giu'), ' $1 $2 '],
  [new RegExp(` ('t)([iıİ]s)${END}`, 'giu'), ' $1 $2 '],
  [new RegExp(` ('t)(was)${END}`, 'giu'), ' $1 $2 '],
]

/**
 * The Penn Treebank tokens of a text as NLTK's TreebankWordTokenizer().tokenize gives them, without a sentence
 * splitter before it: a period inside the text stays on its word.
 */
export function treebankTokens(text: string): string[] {
  const padded = ` ${substitute(text, BEFORE)} `
  return pythonSplit(substitute(padded, AFTER))
}

function substitute(text: string, rules: readonly (readonly [RegExp, string])[]): string {
  return rules.reduce((changed, [pattern, replacement]) => changed.replace(pattern, replacement), text)
}
