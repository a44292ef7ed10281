import { basename, resolve } from 'node:path'
import type { PreTrainedTokenizer } from '@xenova/transformers'
import type { Tensor } from 'onnxruntime-node'
import { InputError } from '../../base/errors/input-error.js'
import { modelInput, openOnnxModel, openTokenizer } from '../embedders/onnx-model.js'
import { readCrossEncoderFiles } from './cross-encoder-files.js'
import type { Reranker } from './reranker.js'

/**
 * Opens a local cross-encoder in transformers.js layout. It reads query and passage as one pair, and the logit is the score
 * (of two logits, that of 'relevant' minus the other). It runs one pair at a time, because quantized weights give scores that
 * depend on the other pairs of a batch. It silently cuts only a query that exceeds half the model's length. It reads a passage
 * that exceeds the rest in pieces of equal length, and the best piece gives the score (MaxP; Dai & Callan, SIGIR 2019).
 * @throws InputError if the folder has no such model
 */
export async function openCrossEncoder(folder: string): Promise<Reranker> {
  const path = resolve(folder)
  const files = readCrossEncoderFiles(path)
  const tokenizer = await openTokenizer(path)
  const { ort, session } = await openOnnxModel(files.onnx)
  const pair = await pairTemplate(tokenizer)
  const room = files.maxTokens - pair.special
  const scorePair = async (query: readonly number[], piece: readonly number[]): Promise<number> => {
    const { ids, types } = pair.of(query, piece)
    const inputs = Object.fromEntries(
      session.inputNames.map((name) => [
        name,
        new ort.Tensor('int64', modelInput(name, ids, types), [1, ids.length]),
      ]),
    )
    const outputs = await session.run(inputs)
    // A run blocks the thread, so let timers and signals run between two runs.
    await new Promise(setImmediate)
    return logitOf(outputs[session.outputNames[0]!]!, path)
  }
  const score = async (query: string, texts: readonly string[]): Promise<Float64Array> => {
    const asked = textIds(query, tokenizer).slice(0, Math.floor(room / 2))
    const scores = new Float64Array(texts.length)
    for (const [i, text] of texts.entries()) {
      const pieces = equalPieces(textIds(text, tokenizer), room - asked.length)
      const logits: number[] = []
      for (const piece of pieces) logits.push(await scorePair(asked, piece))
      scores[i] = Math.max(...logits)
    }
    return scores
  }
  // Try a pair now, so that a model of another kind is refused at once and not at the first instruction.
  await score('a', ['a'])
  return { name: `${basename(path)}${files.isQuantised ? '-q8' : ''}`, hash: files.hash, score }
}

/** The ids of a text without special tokens, so that a '[SEP]' in a note does not end the text. */
function textIds(text: string, tokenizer: PreTrainedTokenizer): number[] {
  if (text.trim() === '') return []
  const special = new Set(tokenizer.all_special_ids)
  special.delete(tokenizer.unk_token_id as number)
  const ids = tokenizer.encode(text, null, { add_special_tokens: false })
  return ids.filter((id) => !special.has(id))
}

type Pair = { readonly ids: number[]; readonly types: number[] }

/** The special tokens that the tokenizer adds around and between two texts, found with a pair of letters. */
async function pairTemplate(
  tokenizer: PreTrainedTokenizer,
): Promise<{ special: number; of(a: readonly number[], b: readonly number[]): Pair }> {
  const [a, b] = ['a', 'b'].map((text) => textIds(text, tokenizer)) as [number[], number[]]
  const { input_ids: ids, token_type_ids: given } = tokenizer('a', {
    text_pair: 'b',
    return_tensor: false,
    return_token_type_ids: true,
  }) as { input_ids: number[]; token_type_ids?: number[] }
  const types = given ?? ids.map(() => 0)
  const atA = indexOfRun(ids, a, 0)
  const atB = indexOfRun(ids, b, atA + a.length)
  if (atA < 0 || atB < 0) throw new InputError('expected a tokenizer that encodes pairs of texts')
  const endA = atA + a.length
  const endB = atB + b.length
  const between = (list: readonly number[], first: readonly number[], second: readonly number[]) => [
    ...list.slice(0, atA),
    ...first,
    ...list.slice(endA, atB),
    ...second,
    ...list.slice(endB),
  ]
  return {
    special: ids.length - a.length - b.length,
    of: (first, second) => ({
      ids: between(ids, first, second),
      types: between(
        types,
        first.map(() => types[atA]!),
        second.map(() => types[atB]!),
      ),
    }),
  }
}

function indexOfRun(ids: readonly number[], run: readonly number[], from: number): number {
  for (let at = from; run.length > 0 && at + run.length <= ids.length; at++)
    if (run.every((id, i) => ids[at + i] === id)) return at
  return -1
}

/** Pieces of equal length. No ids give one empty piece, so that an empty passage has a score too. */
function equalPieces(ids: readonly number[], longest: number): (readonly number[])[] {
  const count = Math.max(1, Math.ceil(ids.length / longest))
  const length = Math.ceil(ids.length / count)
  return Array.from({ length: count }, (_, i) => ids.slice(i * length, (i + 1) * length))
}

/** The score in an output [1, 1], or [1, 2] with the logit of 'relevant' last. */
function logitOf({ data, dims }: Tensor, path: string): number {
  const logits = data as Float32Array
  if (logits.length === 1) return logits[0]!
  if (logits.length === 2) return logits[1]! - logits[0]!
  throw new InputError(
    `${path}: expected a model with one or two logits per pair, found shape [${dims.join(', ')}]`,
  )
}
