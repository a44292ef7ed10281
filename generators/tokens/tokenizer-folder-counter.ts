import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import type { TokenCounter } from '../../base/token-counter.js'

/**
 * Counts with the tokenizer.json of a local model folder through transformers.js, without special tokens.
 * @throws InputError if a file is missing
 */
export async function tokenizerFolderCounter(folder: string): Promise<TokenCounter> {
  const path = resolve(folder)
  const hash = createHash('sha256')
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) {
    if (!existsSync(join(path, file))) {
      throw new InputError(`expected ${file} in the tokenizer folder ${folder}, found none`)
    }
    hash.update(readFileSync(join(path, file)))
  }
  const { AutoTokenizer, env } = await import('../../indexes/embedders/pieces/tokenizer-library.js')
  env.allowRemoteModels = false
  env.useFSCache = false
  env.localModelPath = dirname(path)
  const tokenizer = await AutoTokenizer.from_pretrained(basename(path), { local_files_only: true })
  return {
    name: basename(path),
    identity: `${basename(path)} ${hash.digest('hex')}`,
    exact: true,
    count: (text) => (text === '' ? 0 : tokenizer.encode(text, null, { add_special_tokens: false }).length),
  }
}
