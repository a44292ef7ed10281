import type { IndexWish } from '../../../pipeline/index/choice/choose-index.js'
import { type IndexSpec, indexSpecOfFields } from '../../../pipeline/index/index-spec.js'
import type { IndexOptions } from '../command-options.js'

type Options = Pick<IndexOptions, 'embedder' | 'chunk' | 'chunkTokens' | 'events' | 'search'>

/** The command-line options, in the form of the `index` field of an experiment file. */
export function indexSpecOf(options: Options): IndexSpec {
  return indexSpecOfFields(givenFields(options))
}

/** Only the options that were given; the others come from the last index of the corpus. */
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
