import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { InputError } from '../../corpus/input-error.js'
import { chunkSentences } from '../../indexes/chunk-sentences.js'
import { chunkTokens } from '../../indexes/chunk-tokens.js'

/** Texts to learn from and texts to be tested on, each distinct and in the order of the files. */
export type TrainingTexts = {
  readonly train: readonly string[]
  readonly heldOut: readonly string[]
  readonly sources: readonly { readonly file: string; readonly sha256: string; readonly lines: number }[]
}

const PASSAGE_WORDS = 90
const SHORTEST = 12
/** One line in so many is held out with everything that was cut from it. */
const HOLD_OUT_ONE_IN = 40

/** A query is often shorter than any sentence: words, and the parts of sentences between signs. */
const PHRASE_WORDS = 6

/**
 * Reads plain text, one paragraph a line, and cuts it into what a static embedder is given: passages of up to 90 words,
 * sentences, phrases and single words. Which lines are held out depends on their text alone.
 */
export function readTrainingTexts(paths: readonly string[]): TrainingTexts {
  const train = new Set<string>()
  const heldOut = new Set<string>()
  const passages = chunkTokens(PASSAGE_WORDS, 0, (text) => text.split(/\s+/).length)
  const sources = paths.map((path) => {
    if (!existsSync(path)) throw new InputError(`expected a text file at ${path}, found nothing`)
    const bytes = readFileSync(path)
    const lines = bytes.toString('utf8').split('\n')
    for (const line of new Set(lines)) {
      const into = isHeldOut(line) ? heldOut : train
      const pieces = [...chunkSentences(line), ...passages(line)].map(([start, end]) =>
        line.slice(start, end),
      )
      for (const piece of pieces) if (piece.length >= SHORTEST) into.add(piece)
      if (into === train) for (const phrase of phrasesOf(line)) train.add(phrase)
    }
    return {
      file: basename(path),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      lines: lines.length,
    }
  })
  return { train: [...train], heldOut: [...heldOut].filter((text) => !train.has(text)), sources }
}

/** Parts between signs of at most six words, and every word of four letters or more. */
function phrasesOf(line: string): string[] {
  const parts = line.split(/[.,;:!?()[\]"\u2013\u2014]+/).map((part) => part.trim())
  const phrases = parts.filter((part) => part !== '' && part.split(/\s+/).length <= PHRASE_WORDS)
  return [...phrases, ...(line.match(/\p{L}{4,}/gu) ?? [])]
}

function isHeldOut(line: string): boolean {
  return createHash('sha256').update(line).digest().readUInt32LE(0) % HOLD_OUT_ONE_IN === 0
}
