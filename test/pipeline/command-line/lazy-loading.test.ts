import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')

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
    const { files, packages } = loadedBy('pipeline/cli.ts')
    expect([...packages].filter((name) => !name.startsWith('node:'))).toEqual(['commander'])
    const rooms = new Set([...files].map((file) => file.split('/')[0]))
    expect([...rooms].sort()).toEqual(['corpus', 'eval', 'pipeline'])
    const others = [...files].filter((file) => !file.startsWith('pipeline/'))
    expect(others.sort()).toEqual([
      'corpus/input-error.ts',
      'eval/terminal/wrap-text.ts',
      'eval/visible-text.ts',
    ])
    expect([...files].filter((file) => file.startsWith('pipeline/commands/'))).toEqual([])
  })

  it('would be seen to load a package, were one imported', () => {
    expect(loadedBy('pipeline/workspace.ts').packages).toContain('better-sqlite3')
  })
})
