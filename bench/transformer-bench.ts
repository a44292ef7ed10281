import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { AutoTokenizer, env } from '@xenova/transformers'
import { openTransformerEmbedder } from '../indexes/embedders/transformer-embedder.js'

const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node')

const FOLDER = process.env['ENCODER'] ?? '../shared/models/all-MiniLM-L6-v2'
const TEXTS = 150
const ROUNDS = 3

/** The transformer embedder against a bare onnxruntime loop that is handed the same token ids. */
export async function transformerRatio(): Promise<string> {
  if (!existsSync(FOLDER)) return `transformer: no encoder at ${FOLDER} (set ENCODER=folder)`
  const path = resolve(FOLDER)
  const texts = Array.from({ length: TEXTS }, (_, i) =>
    `Patient ${i} seen for chest pain and shortness of breath. `.repeat(1 + (i % 8)),
  )
  env.allowRemoteModels = false
  env.localModelPath = dirname(path)
  const tokenizer = await AutoTokenizer.from_pretrained(basename(path), { local_files_only: true })
  const session = await ort.InferenceSession.create(join(path, 'onnx', 'model.onnx'), {
    intraOpNumThreads: 1,
    executionProviders: ['cpu'],
  })
  const inputs = texts.map((text) => {
    const ids = tokenizer.encode(text) as number[]
    const tensor = (values: BigInt64Array) => new ort.Tensor('int64', values, [1, ids.length])
    return {
      input_ids: tensor(BigInt64Array.from(ids, BigInt)),
      attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
      token_type_ids: tensor(new BigInt64Array(ids.length)),
    }
  })
  const embedder = await openTransformerEmbedder(FOLDER)
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const bare = performance.now()
    for (const input of inputs) await session.run(input)
    const ours = performance.now()
    await embedder.embed(texts, 'passage')
    ratios.push((performance.now() - ours) / (ours - bare))
  }
  return `transformer: ${ratios.sort((a, b) => a - b)[1]!.toFixed(2)} times the time of a bare onnxruntime loop (median of ${ROUNDS}, tokenising and pooling included)`
}
