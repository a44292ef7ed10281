import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { writeAtomically } from '../../../base/files/write-atomically.js'
import { openSealed, sealJson } from '../../../base/integrity/sealed-json.js'
import { sha256Of } from '../../../base/integrity/sidecar.js'
import { tokenizerFiles } from '../../tokens/gguf/tokenizer-files.js'
import type { OllamaConnection } from '../server/transport.js'

/** Holds the digest of the model that the tokenizer files were made from. */
const DIGEST_FILE = 'digest'
/** Holds the checksums of the tokenizer files, sealed. */
const SUMS_FILE = 'sums.json'
const FILES = ['tokenizer.json', 'tokenizer_config.json', DIGEST_FILE] as const

/** Where a model's tokenizer is kept. `digest`: of the model whose vocabulary the server reports. */
export type TokenizerPlace = {
  readonly model: string
  readonly digest: string
  readonly folder: string
  readonly signal: AbortSignal
}

/**
 * Writes a model's tokenizer from the vocabulary that its server reports, unless the folder already holds that
 * of the same digest.
 * @throws InputError if the server reports no vocabulary, or one of an unknown kind
 */
export async function keepTokenizer(
  connection: OllamaConnection,
  { model, digest, folder, signal }: TokenizerPlace,
): Promise<void> {
  if (isWhole(folder) && storedDigest(folder) === digest) return
  // Deleted before anything can fail: a tokenizer of another manifest is of no use.
  forgetTokenizer(folder)
  const shown = await connection.show({ model, verbose: true }, signal)
  const files = tokenizerFiles(Reflect.get(shown as object, 'model_info'), model)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const write = (name: string, text: string) =>
    writeAtomically(join(folder, name), (temporary) => writeFileSync(temporary, text, { mode: 0o600 }))
  write('tokenizer.json', files.tokenizerJson)
  write('tokenizer_config.json', files.tokenizerConfigJson)
  write(DIGEST_FILE, digest)
  write(SUMS_FILE, sealJson(sumsOf(folder)))
}

/** Deletes a tokenizer that was made from a server's vocabulary. */
export function forgetTokenizer(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * The digest of the manifest that a folder's tokenizer was made from; null if there is no tokenizer.
 * @throws InputError if the files have changed: they would count differently
 */
export function storedDigest(folder: string): string | null {
  const path = join(folder, DIGEST_FILE)
  if (!existsSync(path)) return null
  if (!isWhole(folder)) {
    throw new InputError(
      `the tokenizer in ${folder} is damaged: run 'chartsift run' while the model's server is reachable to rebuild it`,
    )
  }
  return readFileSync(path, 'utf8')
}

/**
 * True if every file is as it was written. Older versions stored no checksums; then it is enough that every file
 * exists.
 */
function isWhole(folder: string): boolean {
  if (FILES.some((file) => !existsSync(join(folder, file)))) return false
  const path = join(folder, SUMS_FILE)
  if (!existsSync(path)) return true
  const sums = openSealed<Record<string, string>>(readFileSync(path, 'utf8'))
  return sums !== null && JSON.stringify(sums) === JSON.stringify(sumsOf(folder))
}

function sumsOf(folder: string): Record<string, string> {
  return Object.fromEntries(FILES.map((file) => [file, sha256Of(readFileSync(join(folder, file)))]))
}

/** The folder for the tokenizer that is made from a model's vocabulary. */
export function tokenizerFolder(tokenizers: string, model: string): string {
  return join(tokenizers, model.replaceAll(/[^A-Za-z0-9._-]+/g, '-'))
}

/** The texts of a tokenizer's special tokens. */
export function specialTokensOf(folder: string): string[] {
  const json = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as {
    added_tokens?: readonly { readonly content?: unknown; readonly special?: unknown }[]
  }
  // Other entries are plain text that is a token by itself, such as runs of blanks.
  return (json.added_tokens ?? []).flatMap(({ content, special }) =>
    typeof content === 'string' && special === true ? [content] : [],
  )
}
