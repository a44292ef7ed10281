import { InputError } from '../../base/errors/input-error.js'
import { guessOf } from '../../base/text/did-you-mean.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import { EMBEDDER_KINDS } from './embedder-kinds.js'

/**
 * Opens an embedder of any kind: 'bundled', a model on a server, or a folder with a Model2Vec model or an ONNX
 * encoder in the layout of transformers.js.
 * @throws InputError if the spec names no embedder, or the embedder cannot be opened
 */
export async function openEmbedder(spec: string): Promise<Embedder> {
  const kind = EMBEDDER_KINDS.find(({ names }) => names(spec))
  if (kind !== undefined) return kind.open(spec)
  const forms = EMBEDDER_KINDS.map(({ form }) => form)
  const listed = `${forms.slice(0, -1).join(', ')} or ${forms.at(-1)}`
  throw new InputError(`expected an embedder (${listed}), found '${spec}'${guessOf(spec, ['bundled'])}`)
}
