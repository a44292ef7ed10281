import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../base/errors/input-error.js'
import { keepTokenizer, storedDigest } from '../../generators/ollama/model/model-tokenizer.js'
import type { OllamaConnection } from '../../generators/ollama/server/transport.js'
import { byteLetters } from '../../generators/tokens/gguf/byte-level-bpe.js'
import { openBundled } from '../../indexes/embedders/bundled-embedder.js'
import { temporaryFolder } from '../fixtures/command-line.js'

const MODEL_INFO = {
  'general.name': 'Toy',
  'tokenizer.ggml.model': 'gpt2',
  'tokenizer.ggml.pre': 'llama-bpe',
  'tokenizer.ggml.tokens': [...byteLetters(), 'ab'],
  'tokenizer.ggml.token_type': new Array(257).fill(1),
  'tokenizer.ggml.merges': ['a b'],
}

function flip(path: string, share: number): void {
  const bytes = readFileSync(path)
  bytes[Math.floor(bytes.length * share)]! ^= 1
  writeFileSync(path, bytes)
}

describe('the bundled model', () => {
  it('is refused where a byte of any of its files has changed', async () => {
    const bundled = join(import.meta.dirname, '..', '..', 'models', 'bundled')
    const folder = join(temporaryFolder(), 'bundled')
    cpSync(bundled, folder, { recursive: true })
    expect((await openBundled(folder)).name).toBe('bundled')
    for (const [file, share] of [
      ['config.json', 0.5],
      ['tokenizer.json', 0.5],
      ['model.safetensors', 0.9],
      ['sha256', 0.2],
    ] as const) {
      flip(join(folder, file), share)
      await expect(openBundled(folder), file).rejects.toThrow(InputError)
      cpSync(join(bundled, file), join(folder, file))
    }
  })
})

describe("a tokenizer made from a model's vocabulary", () => {
  const signal = new AbortController().signal
  const server = () => {
    let asked = 0
    const show = async () => {
      asked++
      return { model_info: MODEL_INFO }
    }
    return { connection: { show } as unknown as OllamaConnection, asked: () => asked }
  }

  it('is refused where a byte has changed, and made again by its server', async () => {
    const folder = join(temporaryFolder(), 'm')
    const { connection, asked } = server()
    const keep = () => keepTokenizer(connection, { model: 'm', digest: 'sha256:abc', folder, signal })
    await keep()
    await keep()
    expect([asked(), storedDigest(folder)]).toEqual([1, 'sha256:abc'])
    const written = readFileSync(join(folder, 'tokenizer.json'))
    for (const [i, file] of ['tokenizer.json', 'tokenizer_config.json', 'digest', 'sums.json'].entries()) {
      flip(join(folder, file), 0.5)
      expect(() => storedDigest(folder), file).toThrow(/the tokenizer in .* is damaged: run 'chartsift run'/)
      await keep()
      expect([asked(), storedDigest(folder)]).toEqual([i + 2, 'sha256:abc'])
      expect(readFileSync(join(folder, 'tokenizer.json')).equals(written)).toBe(true)
    }
  })

  it('of an older version, which has no sums, is used as it is', async () => {
    const folder = join(temporaryFolder(), 'm')
    const { connection } = server()
    await keepTokenizer(connection, { model: 'm', digest: 'sha256:abc', folder, signal })
    rmSync(join(folder, 'sums.json'))
    expect(storedDigest(folder)).toBe('sha256:abc')
  })
})
