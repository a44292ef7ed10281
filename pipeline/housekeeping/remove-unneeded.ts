import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Unneeded } from './find-unneeded.js'
import { dropContexts } from './superseded-contexts.js'

/** Deletes what `findUnneeded` found. */
export function removeUnneeded(workspace: string, found: readonly Unneeded[]): void {
  for (const { kind, paths } of found) {
    for (const path of paths) {
      // Its file holds answers as well.
      if (kind === 'contexts' && basename(path) === 'results.db') dropContexts(join(workspace, path))
      else rmSync(join(workspace, path), { recursive: true, force: true })
    }
  }
}
