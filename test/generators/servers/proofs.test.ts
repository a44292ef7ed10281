import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { Proofs } from '../../../generators/servers/proofs.js'
import type { Version } from '../../stand-in/personality.js'
import {
  chats,
  endAll,
  forgetful,
  type Opening,
  open,
  type StandInServer,
  startProxy,
  startServer,
  TEXTS,
  temporaryFolder,
} from '../ollama/stand-in-servers.js'

afterEach(endAll)

/** Opens a model with the same memory each time; gives the chats that it took beyond the one that loads the model. */
function reopening(server: StandInServer, folder = temporaryFolder()) {
  return async (changes: Pick<Opening, 'settings' | 'means' | 'hosts'> | object = {}) => {
    const before = chats(server).length
    const { settings, means, hosts = [server] } = changes as Partial<Opening>
    const said: string[] = []
    const model = await open({
      hosts,
      settings: { structured: true, ...settings },
      means: {
        ownTokenizer: join(folder, 'tiny'),
        proofs: new Proofs(join(folder, 'cache', 'proofs.json')),
        say: (line) => said.push(line),
        ...means,
      },
    })
    return {
      model,
      said,
      calls: chats(server).length - before - 1,
      path: join(folder, 'cache', 'proofs.json'),
    }
  }
}

/** Two short prompts counted, thoughts, JSON, an over-long prompt, three planted words. */
const ALL = 2 + 1 + 1 + 1 + 3

describe('what was proved of a model', () => {
  it('is not tried again, is said, and holds nothing but what was proved', async () => {
    const server = await startServer({ answer: forgetful([50]) })
    const reopen = reopening(server)
    const first = await reopen()
    expect(first.calls).toBe(ALL)
    // Server, loading, counts, thoughts, JSON, the over-long prompt and three words; the tokenizer is the model's.
    expect(first.said.filter((line) => line.startsWith('trying tiny on'))).toHaveLength(9)
    const again = await reopen()
    expect(again.calls).toBe(0)
    expect(again.said.filter((line) => line.startsWith('trying'))).toEqual([
      expect.stringContaining('server and model'),
      expect.stringContaining('loading it with a window of 512 tokens'),
      'trying tiny: its tokenizer',
    ])
    expect(again.said.at(-1)).toMatch(
      /^tiny: passed before and not checked again: prompt counts, thoughts, .*planted words \('chartsift doctor' checks everything again\)$/,
    )
    // A note about the model is told in every report.
    expect(again.model.told).toEqual(first.model.told)
    expect(again.model.told).toHaveLength(1)
    expect(again.model.tokens!.overhead).toBe(first.model.tokens!.overhead)
    expect(statSync(first.path).mode & 0o777).toBe(0o600)
    expect(Object.keys(JSON.parse(readFileSync(first.path, 'utf8')))).toEqual([
      'format',
      'proofs',
      'speeds',
      'overheads',
    ])
  })

  it.each<[string, number, object]>([
    ['another window', ALL, { settings: { window: 600 } }],
    ['other prompts: only their counts', 2, { means: { texts: [...TEXTS].reverse() } }],
    ['JSON that was not asked for before: nothing else', 0, { settings: { structured: false } }],
    ['another seed, deadline or way to sample: nothing', 0, { settings: { seed: 8, deadlineMs: 9999 } }],
  ])('is tried again for %s', async (_, calls, changes) => {
    const reopen = reopening(await startServer())
    await reopen()
    expect((await reopen(changes)).calls).toBe(calls)
  })

  it('is tried again if the model, its template or the server is another one', async () => {
    const server = await startServer()
    const reopen = reopening(server)
    await reopen()
    server.behave = 'other-digest'
    // The tokenizer is made again too.
    expect((await reopen()).calls).toBe(ALL)
    server.behave = null
    expect((await reopen()).calls).toBe(0)
    let replace: [string, string] = ['"0.33.0"', '"0.33.1"']
    const proxy = await startProxy(server, async (path, _, reply) => {
      const { status, text } = await reply()
      return path === '/api/version' || path === '/api/show'
        ? { status, text: text.replaceAll(...replace) }
        : { status, text }
    })
    const hosts = [proxy]
    // Another address, then another version of it, then another template.
    expect((await reopen({ hosts })).calls).toBe(ALL)
    expect((await reopen({ hosts })).calls).toBe(0)
    replace = ['"0.33.0"', '"0.33.2"']
    expect((await reopen({ hosts })).calls).toBe(ALL)
    replace = ['"template":"', '"template":" ']
    expect((await reopen({ hosts })).calls).toBe(ALL)
  })

  it('counts for a run that continues: earlier time does not count against it', async () => {
    const folder = temporaryFolder()
    let isWell = true
    const server: StandInServer = await startServer({
      misbehave: ({ path, body }) =>
        !isWell && path === '/api/chat' && body.options?.num_predict === 48 ? 'cut-half' : null,
    })
    const reopen = reopening(server, folder)
    await reopen()
    isWell = false
    expect((await reopen()).calls).toBe(0)
    await expect(reopening(server)()).rejects.toThrow(/truncates prompts silently/)
  })

  it('is a cache: what is no memory of this format is proved again and replaced', async () => {
    const server = await startServer()
    const folder = temporaryFolder()
    const reopen = reopening(server, folder)
    const { path } = await reopen()
    for (const text of ['{', '[]', '{"format": 0, "proofs": {}, "speeds": {}}']) {
      writeFileSync(path, text)
      expect((await reopen()).calls).toBe(ALL)
      expect((await reopen()).calls).toBe(0)
    }
  })

  it('is proved step by step: what was proved before a stop is kept', async () => {
    let isBroken = true
    const server = await startServer({
      misbehave: ({ path, body }) =>
        isBroken && path === '/api/chat' && body.options?.num_predict === 48 ? 'error-500' : null,
    })
    const reopen = reopening(server)
    await expect(reopen()).rejects.toThrow(/to answer a first question, found server-error/)
    isBroken = false
    expect((await reopen()).calls).toBe(3)
  })
})

describe('the speed of a model', () => {
  it('is the slowest that full prompts were read at', async () => {
    const version: Version = '0.33.0'
    const server = await startServer({ version, msPerPromptToken: 0.02, msPerAnswerToken: 0.2 })
    const { path } = await reopening(server)()
    const speed = new Proofs(path).speedOf('tiny')
    expect(speed!.promptTokensPerSecond).toBeGreaterThan(0)
    expect(speed!.answerTokensPerSecond).toBeGreaterThan(0)
    expect(new Proofs(path).speedOf('other')).toBeNull()
  })
})
