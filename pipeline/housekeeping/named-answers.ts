import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { REPLIES_FILE } from '../workspace/workspace.js'
import { listExperiments, sizeOf } from './list-experiments.js'

/** Stored answers that a user named for deletion. */
export type NamedAnswers = {
  readonly what: string
  readonly paths: readonly string[]
  readonly bytes: number
}

/**
 * Finds the answers that a user named.
 * @param names of experiments or their folders, or 'cache/responses.db' for the replies that all experiments share
 * @throws InputError if nothing has that name
 */
export function namedAnswers(workspace: string, names: readonly string[]): NamedAnswers[] {
  const experiments = listExperiments(workspace)
  return names.flatMap((name) => {
    if (name === REPLIES_FILE && existsSync(join(workspace, REPLIES_FILE))) {
      const paths = ['', '-wal', '-shm', '-journal'].map((suffix) => REPLIES_FILE + suffix)
      return [
        {
          what: 'replies of models, shared by all experiments',
          paths,
          bytes: sizeOf(join(workspace, REPLIES_FILE)),
        },
      ]
    }
    const meant = experiments.filter((one) => one.name === name || basename(one.folder) === basename(name))
    if (meant.length === 0) {
      const known = [...new Set(experiments.map((one) => one.name))].join(', ')
      throw new InputError(
        `--answers: no experiment '${name}' in ${workspace}${known === '' ? '' : `; there are ${known}`}`,
      )
    }
    return meant.map(({ name: own, folder, bytes }) => ({
      what: `${own} (${folder}) with its answers and grades`,
      paths: [folder],
      bytes,
    }))
  })
}
