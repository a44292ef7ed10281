import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BertTokenizer } from '@xenova/transformers'
import { readPieceTokenizer } from '../indexes/embedders/pieces/piece-tokenizer.js'

const MOST_CHARACTERS = 6_000_000

/** Our WordPiece against transformers.js's on the notes of a corpus: the same ids, and how many times as fast. */
export async function tokenizerRatio(ehrs: string): Promise<string> {
  const texts = notesOf(ehrs)
  const folder = join(import.meta.dirname, '..', 'models', 'bundled')
  const path = join(folder, 'tokenizer.json')
  const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
  const library = new BertTokenizer(json, { do_lower_case: true })
  const ours = await readPieceTokenizer(json, path)
  const slow = timed(() =>
    texts.map((text) => library.encode(text, null, { add_special_tokens: false }) as number[]),
  )
  const fast = timed(() => texts.map((text) => ours.encode(text)))
  const different = slow.result.filter((ids, i) => ids.join() !== fast.result[i]!.join()).length
  const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6
  return `WordPiece: ${(megabytes / fast.seconds).toFixed(1)} MB/s, ${(slow.seconds / fast.seconds).toFixed(1)} times transformers.js; other ids on ${different} of ${texts.length} notes`
}

function notesOf(ehrs: string): string[] {
  const texts: string[] = []
  let characters = 0
  for (const file of readdirSync(ehrs).sort()) {
    for (const [, text] of readFileSync(join(ehrs, file), 'utf8').matchAll(/type="note"[^>]*>([^<]*)</g)) {
      texts.push(text!)
      characters += text!.length
      if (characters > MOST_CHARACTERS) return texts
    }
  }
  return texts
}

function timed<T>(work: () => T): { result: T; seconds: number } {
  const started = performance.now()
  const result = work()
  return { result, seconds: (performance.now() - started) / 1000 }
}
