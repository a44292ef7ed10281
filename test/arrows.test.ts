import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

type Room = {
  /** Other rooms that it may import. */
  readonly from: readonly string[]
  /** Its sub-rooms, the lowest floor first; '.' is the files of the room itself. A sub-room may import its own floor and lower ones. */
  readonly floors: readonly string[]
}

/** The floor of every sub-room that no other floor names: each is a corpus format, which only the registry of formats imports. */
const CORPUS_FORMATS = '*'
/** Which rooms a room may import, and which way imports go inside it (docs/design.md, section 2). */
const ROOMS: Readonly<Record<string, Room>> = {
  base: { from: [], floors: ['.', 'errors', 'text', 'files', 'integrity'] },
  databases: { from: ['base'], floors: ['.'] },
  corpus: {
    from: ['base'],
    floors: ['.', 'tables', 'building', 'questions', 'beir', CORPUS_FORMATS, 'formats'],
  },
  eval: {
    from: ['base'],
    floors: [
      'measured',
      'statistics',
      'text',
      'retrieval',
      'context',
      'answers',
      'jury',
      'measures',
      'compare',
      'report',
    ],
  },
  prompts: { from: ['base'], floors: ['.'] },
  indexes: {
    from: ['base', 'corpus'],
    floors: ['words', 'embedders', 'chunks', 'rerankers', 'vectors', 'store'],
  },
  synthetic: {
    from: ['base'],
    floors: ['banks', 'draw', 'chart', 'visits', 'questions', 'write'],
  },
  models: { from: ['base', 'corpus', 'indexes'], floors: ['distill'] },
  reading: { from: ['base', 'corpus', 'indexes'], floors: ['kinds', 'lexicon', 'times', '.'] },
  evidence: { from: ['base', 'corpus', 'indexes', 'reading'], floors: ['words', 'events', '.'] },
  retrievers: {
    from: ['base', 'corpus', 'indexes', 'reading'],
    floors: ['view', 'packing', '.', 'sift', 'strategies', 'modifiers'],
  },
  generators: {
    from: ['base', 'databases', 'corpus', 'eval', 'indexes', 'prompts', 'reading', 'retrievers'],
    floors: ['tokens', 'thoughts', '.', 'servers', 'ollama', 'extractive', 'kinds'],
  },
  pipeline: {
    from: [
      'base',
      'databases',
      'corpus',
      'eval',
      'prompts',
      'indexes',
      'models',
      'evidence',
      'retrievers',
      'generators',
      'synthetic',
    ],
    floors: [
      'workspace',
      'init',
      'failures',
      'distil',
      'index',
      'charts',
      'select',
      'langchain',
      'experiment',
      'results',
      'jury',
      'opened',
      'run',
      'housekeeping',
      'score',
      'fit',
      'report',
      'forgetting',
    ],
  },
  cli: {
    from: ['base', 'corpus', 'eval', 'prompts', 'retrievers', 'generators', 'synthetic', 'pipeline'],
    floors: ['installation', 'output', 'show', 'commands', 'options', '.'],
  },
}
/** A folder of more files than this hides more than it shows. */
const MOST_FILES = 12
/** base/README.md: fewer rooms than this do not make a file everybody's. */
const FEWEST_ROOMS = 3
/** Files of base/ that fewer rooms use, each with its reason. */
const FEW_ROOMS: Readonly<Record<string, string>> = {
  'base/integrity/sidecar.ts': 'shares its seal with sealed-json.ts',
  'base/files/text-lines.ts':
    'what a line is must be one thing for the corpus and for what the command line reads',
}
const LANGCHAIN_CHUNKER = 'indexes/chunks/chunk-recursive.ts'
/** What `chartsift/langchain` names. */
const LANGCHAIN_FOLDER = 'pipeline/langchain/'

const root = join(import.meta.dirname, '..')
const files = Object.keys(ROOMS).flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(room, file)),
)

/** Type imports are among them. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1]!)
}

/** The files of the house that a file imports. */
function targetsOf(file: string): string[] {
  return importsOf(file)
    .filter((path) => path.startsWith('.'))
    .map((path) => normalize(join(dirname(file), path)).replace(/\.js$/, '.ts'))
}

function roomOf(file: string): string {
  return file.split('/')[0]!
}

function floorOf(file: string): string {
  const parts = file.split('/')
  return parts.length > 2 ? parts[1]! : '.'
}

/** A chain of imports that comes back to where it began; null if there is none. */
function circle(): string[] | null {
  const state = new Map<string, 'open' | 'done'>()
  const path: string[] = []
  const visit = (file: string): string[] | null => {
    if (state.get(file) === 'done') return null
    path.push(file)
    if (state.get(file) === 'open') return path.slice(path.indexOf(file))
    state.set(file, 'open')
    for (const target of targetsOf(file)) {
      const found = files.includes(target) ? visit(target) : null
      if (found !== null) return found
    }
    state.set(file, 'done')
    path.pop()
    return null
  }
  for (const file of files) {
    const found = visit(file)
    if (found !== null) return found
  }
  return null
}

/** The rooms that a file of base/ serves, directly or through other files of base/. */
function roomsOf(file: string): Set<string> {
  const users = files.filter((user) => targetsOf(user).includes(file))
  return new Set(users.flatMap((user) => (roomOf(user) === 'base' ? [...roomsOf(user)] : [roomOf(user)])))
}

describe('imports', () => {
  it('are found at all', () => {
    expect(files.length).toBeGreaterThan(40)
    expect(importsOf('cli/cli.ts').length).toBeGreaterThan(5)
  })

  it.each(files)('%s imports only the rooms and floors that its own may', (file) => {
    const room = roomOf(file)
    const { from, floors } = ROOMS[room]!
    const floor = (path: string) =>
      floors.indexOf(floors.includes(floorOf(path)) ? floorOf(path) : CORPUS_FORMATS)
    expect(floor(file), `${file} is in a sub-room that no floor names`).toBeGreaterThanOrEqual(0)
    for (const target of targetsOf(file)) {
      expect([room, ...from], `${file} -> ${target}`).toContain(roomOf(target))
      if (roomOf(target) === room)
        expect(floor(target), `${file} -> ${target} goes up`).toBeLessThanOrEqual(floor(file))
    }
  })

  it('reach a corpus format through the registry of formats alone', () => {
    const { floors } = ROOMS['corpus']!
    const isOfFormat = (file: string) => roomOf(file) === 'corpus' && !floors.includes(floorOf(file))
    const formats = new Set(files.filter(isOfFormat).map(floorOf))
    expect([...formats]).toContain('medalign')
    for (const file of files) {
      const targets = targetsOf(file).filter(
        (target) => isOfFormat(target) && floorOf(target) !== floorOf(file),
      )
      if (file !== 'corpus/formats/corpus-formats.ts') expect(targets, file).toEqual([])
    }
  })

  it('never come back to a file, not even for a type', () => {
    expect(circle()).toBeNull()
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
})

describe('MedAlign', () => {
  it('is known by its markup to its own folder and to the synthetic cohort alone, but for what users read', () => {
    const quoted = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g
    const saying = files.filter((file) => {
      if (file.startsWith('corpus/medalign/') || file.startsWith('synthetic/')) return false
      return /xml/i.test(readFileSync(join(root, file), 'utf8').replaceAll(quoted, ''))
    })
    expect(saying).toEqual([])
  })
})

describe('a kind of generator', () => {
  /** The names of kinds, as a word of code: quoted alone or before a colon, as a property, or in a path of an import. */
  const NAMED = /['"`](?:ollama|extractive)[:'"`]|\.ollama\b|\bollama\s*[,:}]|\/(?:ollama|extractive)\//
  const OWN = ['generators/ollama/', 'generators/extractive/', 'generators/kinds/']
  const EXCUSED = {
    'cli/options/common-options.ts': 'help, which loads no registry',
    'eval/report/execution/execution-section.ts': 'tells the npm package from the server',
  }

  it('is named by its own folder and the registry alone', () => {
    const naming = files.filter(
      (file) =>
        !OWN.some((folder) => file.startsWith(folder)) &&
        NAMED.test(codeOf(readFileSync(join(root, file), 'utf8'))),
    )
    expect(naming.sort()).toEqual(Object.keys(EXCUSED).sort())
  })

  it('would be seen', () => {
    for (const code of [
      "spec === 'extractive'",
      'spec.ollama',
      '({ ollama }) =>',
      "from '../ollama/x.js'",
      'of(`ollama:`)',
    ])
      expect(NAMED.test(code), code).toBe(true)
  })
})

/** Without comments. */
function codeOf(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
}

describe('base/', () => {
  const base = files.filter((file) => roomOf(file) === 'base')

  it.each(base)('%s serves at least three rooms, or says why not', (file) => {
    const isFew = roomsOf(file).size < FEWEST_ROOMS
    expect(isFew, `${[...roomsOf(file)].join(', ')} use it`).toBe(file in FEW_ROOMS)
  })

  it('has the files that are excused', () => {
    expect(Object.keys(FEW_ROOMS).filter((file) => !base.includes(file))).toEqual([])
  })
})

describe('files', () => {
  it('have no barrel, no utils and no types dump', () => {
    const dumps = files.filter((file) => /\/(?:index|utils?|types|common|helpers)\.ts$/.test(file))
    expect(dumps).toEqual([])
  })

  it('are at most a dozen per folder', () => {
    const counts = new Map<string, number>()
    for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
    expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([])
  })

  it('have names of their own', () => {
    const names = files.map((file) => file.split('/').at(-1)!)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})
