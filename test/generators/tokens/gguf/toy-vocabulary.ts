import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll } from 'vitest'
import { byteLetters } from '../../../../generators/tokens/gguf/byte-level-bpe.js'
import { tokenizerFiles } from '../../../../generators/tokens/gguf/tokenizer-files.js'
import { tokenizerFolderCounter } from '../../../../generators/tokens/tokenizer-folder-counter.js'

const folders = mkdtempSync(join(tmpdir(), 'gguf-tokenizer-'))
// Not sooner: transformers.js reads each file a second time behind the caller's back and crashes where it has gone.
afterAll(() => rmSync(folders, { recursive: true }))

/** Counts as the product would: the files in a folder, loaded by transformers.js. */
export async function counterOf(modelInfo: unknown): Promise<(text: string) => number> {
  const { tokenizerJson, tokenizerConfigJson } = tokenizerFiles(modelInfo, 'toy')
  const folder = mkdtempSync(join(folders, 'toy-'))
  writeFileSync(join(folder, 'tokenizer.json'), tokenizerJson)
  writeFileSync(join(folder, 'tokenizer_config.json'), tokenizerConfigJson)
  return (await tokenizerFolderCounter(folder)).count
}

/** Merges as training finds them: the most frequent pair of neighbours first. `words` are lists of symbols. */
export function trainedMerges(
  words: readonly string[][],
  most: number,
): readonly (readonly [string, string])[] {
  const merges: [string, string][] = []
  let current = words.map((word) => [...word])
  while (merges.length < most) {
    const counts = new Map<string, number>()
    for (const word of current) {
      for (let i = 0; i + 1 < word.length; i++) {
        const pair = `${word[i]} ${word[i + 1]}`
        counts.set(pair, (counts.get(pair) ?? 0) + 1)
      }
    }
    const best = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]
    if (best === undefined) break
    const [left, right] = best[0].split(' ') as [string, string]
    merges.push([left, right])
    current = current.map((word) => joined(word, left, right))
  }
  return merges
}

function joined(word: readonly string[], left: string, right: string): string[] {
  const result: string[] = []
  for (let i = 0; i < word.length; i++) {
    const isPair = word[i] === left && word[i + 1] === right
    result.push(isPair ? left + right : word[i]!)
    if (isPair) i++
  }
  return result
}

export function toByteLetters(text: string): string {
  const letters = byteLetters()
  return Array.from(Buffer.from(text), (byte) => letters[byte]).join('')
}

const PIECES = [
  ...[
    "'s",
    "'S",
    "'ll",
    "'RE",
    '\u2019s',
    "'",
    ' ',
    '  ',
    '     ',
    '\n',
    '\r\n',
    '\n\n\n',
    '\t',
    '/',
    '//',
    '~',
    '~~',
    '~a',
    '~\u00e9',
  ],
  ...[
    '\u00a0',
    '\u0085',
    '\ufeff',
    '\u2003',
    '\u3000',
    '\u200b',
    '\u0301',
    'e\u0301',
    '\u00e9',
    '\u00c9A',
    'aB',
    'ABc',
    'aBC',
    '\u017f',
  ],
  ...[
    '1',
    '12',
    '1234',
    '\u0663',
    '\u00bd',
    '\u2167',
    '$',
    '+',
    '<=',
    '^',
    '`',
    '|',
    '#',
    '(x)',
    '[y]',
    '\\',
    '_',
    '{',
    '!?',
    '...',
    '\u2014',
  ],
  ...[
    '\u65e5\u672c',
    '\u3042',
    '\ud55c\uae00',
    '\u0e44\u0e17\u0e22',
    '\u092f\u094b',
    '\ud83d\ude00',
    '\u20ac',
    '\u00ae',
    '\u0000',
    '\u001c',
    '\ud800',
  ],
  ...[
    'Pt',
    ' denies',
    ' chest',
    ' pain',
    ' BP',
    '120/80',
    ' mg',
    '-',
    '=====',
    '----',
    'K+',
    ' q.d.',
    ' 3.5',
    'WBC',
    "pt's",
    '\u2581',
    '\u2581a',
  ],
]

/** Texts of what tokenizers treat each in their own way. */
export const texts = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    {
      maxLength: 30,
    },
  )
  .map((parts) => parts.join(''))

/** A corpus to train toy vocabularies on: every piece beside every other now and then. */
export const corpus = fc.sample(texts, { seed: 7, numRuns: 60 })
