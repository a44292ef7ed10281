import { Embeddings } from '@langchain/core/embeddings'
import { openEmbedder } from '../../generators/kinds/open-embedder.js'
import { embedLongTexts } from '../../indexes/embedders/embed-long-texts.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'

/**
 * One of our embedders as LangChain embeddings. Gives vectors of unit length, the same as those in an index; long texts are not
 * cut off.
 */
export class ChartEmbeddings extends Embeddings {
  readonly #embedder: Embedder

  constructor(embedder: Embedder) {
    super({})
    this.#embedder = embedder
  }

  override async embedDocuments(texts: string[]): Promise<number[][]> {
    const vectors = await embedLongTexts(texts, 'passage', this.#embedder)
    return vectors.map((vector) => [...vector])
  }

  override async embedQuery(text: string): Promise<number[]> {
    const [vector] = await embedLongTexts([text], 'query', this.#embedder)
    return [...vector!]
  }
}

/**
 * Opens an embedder for LangChain.
 * @param spec 'bundled', 'ollama:MODEL', or a model folder
 * @throws InputError for anything else
 */
export async function openEmbeddings(spec: string): Promise<ChartEmbeddings> {
  return new ChartEmbeddings(await openEmbedder(spec))
}
