import { InputError } from '../../../base/errors/input-error.js'
import { type Group, listingText } from '../../show/lists/listing.js'
import type { CommonOptions } from '../command-options.js'
import { tableWidth } from '../table-width.js'

/** What `chartsift list` can list. */
export type Listed = 'strategies' | 'measures' | 'modifiers' | 'experiments' | 'instructions'

/** Options of `chartsift list`. */
export type ListOptions = CommonOptions & { readonly ehrs?: string; readonly json: boolean }

/** Prints the names of one kind. Each kind loads only its own modules, so listing strategies loads no measures. */
export async function list(what: Listed, corpus: string | undefined, options: ListOptions): Promise<0> {
  if (corpus !== undefined && what !== 'instructions')
    throw new InputError(`'list ${what}' takes no folder, found '${corpus}'`)
  const groups = await groupsOf(what, corpus, options)
  process.stdout.write(
    options.json ? `${JSON.stringify(groups)}\n` : listingText(groups, tableWidth({ wide: false })),
  )
  return 0
}

async function groupsOf(what: Listed, corpus: string | undefined, options: ListOptions): Promise<Group[]> {
  switch (what) {
    case 'strategies':
      return (await import('../../show/lists/named-strategies.js')).listStrategies()
    case 'modifiers':
      return (await import('../../show/lists/named-modifiers.js')).listModifiers()
    case 'measures':
      return (await import('../../show/lists/named-measures.js')).listMeasures()
    case 'experiments':
      return (await import('../../show/lists/named-experiments.js')).experimentGroups(options.workspace)
    case 'instructions': {
      if (corpus === undefined)
        throw new InputError('expected the corpus folder: chartsift list instructions CORPUS')
      return (await import('../../show/lists/named-instructions.js')).listInstructions(
        corpus,
        options.ehrs ?? null,
      )
    }
  }
}
