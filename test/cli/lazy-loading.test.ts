import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')

/** What a module loads when it is imported: our modules, and packages and built-ins by name. */
function loadedBy(entry: string): { readonly files: Set<string>; readonly packages: Set<string> } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const load = (file: string) => {
    if (files.has(file)) return
    files.add(file)
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, statement, target] of text.matchAll(
      /^(?:import|export)\b(?! type\b)([^'()=;]*?)\bfrom '([^']+)'/gm,
    )) {
      // '{ type A, type B }' is erased as 'import type' is.
      const names = statement!.match(/\{([^}]*)\}/)?.[1]?.split(',') ?? []
      const isErased =
        names.length > 0 && names.every((name) => name.trim() === '' || name.trim().startsWith('type '))
      if (isErased) continue
      if (target!.startsWith('.')) load(normalize(join(dirname(file), target!.replace(/\.js$/, '.ts'))))
      else packages.add(target!)
    }
  }
  load(entry)
  return { files, packages }
}

describe('--version and --help', () => {
  it('load the command line alone: no package but commander, nothing that reads, indexes or scores', () => {
    const { files, packages } = loadedBy('cli/cli.ts')
    expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual(['commander'])
    const rooms = new Set([...files].map((file) => file.split('/')[0]))
    expect([...rooms].sort()).toEqual(['base', 'cli', 'eval', 'pipeline'])
    const others = [...files].filter((file) => !file.startsWith('cli/'))
    expect(others.sort()).toEqual([
      'base/errors/input-error.ts',
      'base/errors/system-failure.ts',
      'base/errors/system-sentence.ts',
      'base/largest-count.ts',
      'base/own-package.ts',
      'base/text/did-you-mean.ts',
      'base/text/format-count.ts',
      'eval/report/tables/visible-text.ts',
      'eval/report/tables/wrap-text.ts',
      'pipeline/failures/tolerance.ts',
      'pipeline/select/registry/control-rows.ts',
      'pipeline/select/registry/model-rows.ts',
      'pipeline/select/registry/modifier-rows.ts',
      'pipeline/select/registry/reach.ts',
      'pipeline/select/registry/retrieval-rows.ts',
      'pipeline/select/registry/sift-rows.ts',
      'pipeline/select/registry/strategy-rows.ts',
      'pipeline/select/registry/truncation-rows.ts',
      'pipeline/select/strategy-name.ts',
      'pipeline/workspace/default-workspace.ts',
    ])
    expect([...files].filter((file) => file.startsWith('cli/commands/'))).toEqual([])
  })

  it('would be seen to load a package, were one imported', () => {
    expect(loadedBy('pipeline/workspace/workspace.ts').packages).toContain('better-sqlite3')
  })
})
