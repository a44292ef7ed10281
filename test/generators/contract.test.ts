import { describe, expect, it } from 'vitest'
import { BASELINE_KINDS, MODEL_KINDS } from '../../generators/kinds/generator-kinds.js'
import { baselineContract, modelKindContract, type SpoiltServer } from './contract.js'
import { startServer } from './ollama/stand-in-servers.js'

/** A server for each kind, by its field. */
const SERVERS: Readonly<Record<string, () => Promise<SpoiltServer>>> = {
  ollama: async () => {
    const server = await startServer()
    return {
      url: server.url,
      model: 'tiny',
      fail: () => {
        server.behave = 'error-500'
      },
      replaceModel: () => {
        server.behave = 'other-digest'
      },
      close: () => server.close(),
    }
  },
}

describe('the kinds of generators', () => {
  it('have names, fields and names of stored models of their own', () => {
    const words = [...BASELINE_KINDS.map(({ name }) => name), ...MODEL_KINDS.map(({ field }) => field)]
    expect(new Set(words).size).toBe(words.length)
    expect(new Set(MODEL_KINDS.map(({ storedAs }) => storedAs('m'))).size).toBe(MODEL_KINDS.length)
  })

  it('have a server to be tested against', () => {
    expect(Object.keys(SERVERS).sort()).toEqual(MODEL_KINDS.map(({ field }) => field).sort())
  })
})

for (const kind of BASELINE_KINDS) {
  describe(`the baseline ${kind.name}`, () => baselineContract(kind))
}

for (const kind of MODEL_KINDS) {
  describe(`models named by '${kind.field}'`, () => modelKindContract(kind, SERVERS[kind.field]!))
}
