import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { packageFolder } from '../../base/own-package.js'
import type { Embedder } from './embedder.js'
import { openStaticEmbedder } from './static-embedder.js'

/**
 * The embedder that comes with chartsift.
 * @throws InputError if its files do not match the checksum beside them: a changed model would give other vectors
 */
export async function openBundled(folder = bundledFolder()): Promise<Embedder> {
  const embedder = await openStaticEmbedder(folder, 'bundled')
  if (embedder.hash !== readFileSync(join(folder, 'sha256'), 'utf8').trim())
    throw new InputError(`the bundled model in ${folder} is damaged: install chartsift again`)
  return embedder
}

function bundledFolder(): string {
  return join(packageFolder(), 'models', 'bundled')
}
