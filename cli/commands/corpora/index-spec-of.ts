import type { IndexWish } from '../../../pipeline/index/choice/choose-index.js'
import { type IndexSpec, indexSpecOfFields } from '../../../pipeline/index/index-spec.js'
import type { IndexOptions } from '../command-options.js'

type Options = Pick<IndexOptions, 'embedder' | 'chunk' | 'chunkTokens' | 'events' | 'search'>

/** Options of the command line as the `index` field of an experiment file would say them. */
export function indexSpecOf(options: Options): IndexSpec {
  return indexSpecOfFields(givenFields(options))
}

/** The options that were given; the others follow from what the corpus was indexed with. */
export function indexWishOf(options: Options): IndexWish {
  return {
    given: givenFields(options) as Partial<IndexSpec>,
    howToName: 'name another with --embedder, --chunk, --chunk-tokens, --events or --search',
  }
}

function givenFields({ embedder, chunk, chunkTokens, events, search }: Options): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ embedder, chunk, chunkTokens, events, search }).filter(
      ([, value]) => value !== undefined,
    ),
  )
}
