import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { inputName, readInput, STANDARD } from '../../base/files/read-input.js'
import { openCorpus } from '../../corpus/formats/open-corpus.js'
import { chunkSentences } from '../../indexes/chunks/chunk-sentences.js'
import { chunkTokens } from '../../indexes/chunks/chunk-tokens.js'

/** Texts to train on and texts to test on, each distinct and in the order of the files. */
export type TrainingTexts = {
  readonly train: readonly string[]
  readonly heldOut: readonly string[]
  readonly sources: readonly { readonly file: string; readonly sha256: string; readonly lines: number }[]
}

const PASSAGE_WORDS = 90
const SHORTEST = 12
/** One line in this many is held out, with everything that is cut from it. */
const HOLD_OUT_ONE_IN = 40

/** Paragraphs to train on, one per line, with the name and sha256 of their source. */
export type TextSource = { readonly name: string; readonly sha256: string; readonly lines: readonly string[] }

/** A file of plain text, one paragraph per line. */
export function textFile(path: string): TextSource {
  if (path !== STANDARD && !existsSync(path))
    throw new InputError(`expected a text file at ${path}, found nothing`)
  const bytes = readInput(path)
  return { name: basename(inputName(path)), sha256: sha256(bytes), lines: bytes.toString('utf8').split('\n') }
}

/** The notes of a corpus folder, line by line. */
export async function corpusNotes(folder: string): Promise<TextSource> {
  const lines: string[] = []
  const corpus = await openCorpus({ folder, ehrs: null })
  for (const { patientId } of corpus.patients()) {
    const { record } = await corpus.read(patientId)
    for (const { text } of record.notes) lines.push(...text.split('\n'))
  }
  return { name: `notes of ${basename(resolve(folder))}`, sha256: sha256(lines.join('\n')), lines }
}

/**
 * Cuts paragraphs into sentences and passages of up to 90 words: the two lengths at which a static embedder is used. Which
 * lines are held out depends on their text alone.
 */
export function trainingTexts(sources: readonly TextSource[]): TrainingTexts {
  const train = new Set<string>()
  const heldOut = new Set<string>()
  const passages = chunkTokens(PASSAGE_WORDS, 0, (text) => text.split(/\s+/).length)
  for (const line of new Set(sources.flatMap(({ lines }) => lines))) {
    const into = isHeldOut(line) ? heldOut : train
    const pieces = [...chunkSentences(line), ...passages(line)].map(([start, end]) => line.slice(start, end))
    for (const piece of pieces) if (piece.length >= SHORTEST) into.add(piece)
  }
  return {
    train: [...train],
    heldOut: [...heldOut].filter((text) => !train.has(text)),
    sources: sources.map(({ name, sha256: hash, lines }) => ({
      file: name,
      sha256: hash,
      lines: lines.length,
    })),
  }
}

function sha256(data: Buffer | string): string {
  return createHash('sha256').update(data).digest('hex')
}

function isHeldOut(line: string): boolean {
  return createHash('sha256').update(line).digest().readUInt32LE(0) % HOLD_OUT_ONE_IN === 0
}
