import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Which rooms a room may import (docs/design.md, section 2). */
const ARROWS: Record<string, readonly string[]> = {
  corpus: [],
  prompts: [],
  eval: [],
  indexes: ['corpus'],
  retrievers: ['indexes', 'corpus'],
  models: ['indexes', 'corpus'],
  pipeline: ['corpus', 'prompts', 'eval', 'indexes', 'retrievers', 'models'],
}
const LANGCHAIN_CHUNKER = 'indexes/chunk-recursive.ts'
/** What `chartsift/langchain` names. */
const LANGCHAIN_FOLDER = 'pipeline/langchain/'

const root = join(import.meta.dirname, '..')
const files = Object.keys(ARROWS).flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file)),
)

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!)
}

describe('imports', () => {
  it('are found at all', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(importsOf('pipeline/cli.ts').length).toBeGreaterThan(5)
  })

  it.each(files)('%s imports only the rooms that its own may', (file) => {
    const room = file.split('/')[0]!
    for (const target of importsOf(file).filter((path) => path.startsWith('.'))) {
      const targetRoom = normalize(join(dirname(file), target)).split('/')[0]!
      expect([room, ...ARROWS[room]!], `${file} -> ${target}`).toContain(targetRoom)
    }
  })

  it('name no langchain package outside its chunker and its adapters, so that its half second is paid only there', () => {
    const users = files.filter((file) =>
      importsOf(file).some((path) => /^(?:@langchain\/|langchain$)/.test(path)),
    )
    expect(users.filter((file) => !file.startsWith(LANGCHAIN_FOLDER))).toEqual([LANGCHAIN_CHUNKER])
    expect(users.length).toBeGreaterThan(3)
    const inside = files.filter(
      (file) =>
        !file.startsWith(LANGCHAIN_FOLDER) && importsOf(file).some((path) => path.includes('langchain/')),
    )
    expect(inside).toEqual([LANGCHAIN_CHUNKER])
  })

  it('have no barrel, no utils and no types dump', () => {
    const dumps = files.filter((file) => /\/(?:index|utils?|types|common|helpers)\.ts$/.test(file))
    expect(dumps).toEqual([])
  })
})
