import { rmSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import { IndexMemory } from '../index/choice/index-memory.js'
import { neededOfCorpus, type Unneeded } from './find-unneeded.js'
import { dropContexts } from './superseded-contexts.js'

/** Deletes what `findUnneeded` found. */
export function removeUnneeded(workspace: string, found: readonly Unneeded[]): void {
  for (const { kind, paths } of found) {
    if (kind === 'index') forgetIndexes(workspace, paths[0]!.split(sep)[1]!)
    for (const path of paths) {
      // Its file holds answers too.
      if (kind === 'contexts' && basename(path) === 'results.db') dropContexts(join(workspace, path))
      else rmSync(join(workspace, path), { recursive: true, force: true })
    }
  }
}

/** Forgets deleted indexes, so that no command expects them to exist. */
function forgetIndexes(workspace: string, corpus: string): void {
  const needed = neededOfCorpus(workspace, corpus)
  if (needed !== null) new IndexMemory(join(workspace, 'corpora', corpus, 'indexes.json')).keepOnly(needed)
}
