import { afterEach, describe, expect, it } from 'vitest'
import { promptTokens } from '../../../../generators/ollama/model/opened-model.js'
import { askModel } from '../../../../generators/ollama/replies/ask-model.js'
import { checkReply } from '../../../../generators/ollama/replies/check-reply.js'
import { isBefore, servedWindow } from '../../../../generators/ollama/server/server-version.js'
import { contextSize } from '../../../stand-in/engine/window.js'
import { chatModel } from '../../../stand-in/model.js'
import { PERSONALITIES, type Version } from '../../../stand-in/personality.js'
import { chats, endAll, NEVER, open, startProxy, startServer } from '../stand-in-servers.js'

afterEach(endAll)

const VERSIONS: readonly Version[] = ['0.12.5', '0.24.0', '0.33.0']

describe('servedWindow', () => {
  it('rounds up to a multiple of 256 on servers that have llama.cpp inside', () => {
    // By hand: 3 x 256 = 768 < 1000 <= 4 x 256 = 1024.
    expect([1000, 1024, 1025, 3000, 100_000].map((window) => servedWindow(window, '0.33.0-rc2'))).toEqual([
      1024, 1024, 1280, 3072, 100_096,
    ])
    expect(servedWindow(1000, '0.24.0')).toBe(1000)
  })

  it('reads versions with and without a suffix; what is none is old', () => {
    const versions = ['0.29.9', '0.30.0', '0.30.1-rc0', '1.0.0', 'unknown']
    expect(versions.map((version) => isBefore(version, [0, 30, 0]))).toEqual([
      true,
      false,
      false,
      false,
      true,
    ])
  })
})

describe('a window that is no multiple of 256', () => {
  it.each(VERSIONS.flatMap((version) => [1000, 3000, 511].map((window) => [version, window] as const)))(
    'on %s: %i tokens are tried and used',
    async (version, window) => {
      const models = [chatModel({ name: 'tiny:latest', trainedContext: 131_072 })]
      const server = await startServer({ version, models })
      const model = await open({ hosts: [server], settings: { window } })
      expect(model.told).toEqual([])
      // The over-long prompt is over the window that the engine really holds, so no probe is mistaken for a cut.
      const longest = chats(server).map(({ body }) => body.messages[0]?.content.split(' ').length ?? 0)
      if (version !== '0.12.5') expect(Math.max(...longest)).toBeGreaterThanOrEqual(window + 512)
      expect(contextSize(window, PERSONALITIES[version])).toBeLessThan(window + 512)

      // Up to the last token that leaves room for the answer.
      const words = (count: number) => 'the '.repeat(count).trim()
      const [ten, twenty] = [10, 20].map((count) => promptTokens(model, words(count))!) as [number, number]
      const text = words(10 + Math.floor((window - 64 - ten) / ((twenty - ten) / 10)))
      expect(promptTokens(model, text)).toBe(window - 64)
      const reply = await askModel(model, { text, patientId: '1', variation: {}, signal: NEVER })
      expect(reply.promptTokens).toBe(promptTokens(model, text))
    },
  )

  it('is cut if the server counts fewer tokens than were sent', async () => {
    const server = await startServer()
    server.behave = 'cut-half'
    await expect(open({ hosts: [server], settings: { window: 1000 } })).rejects.toThrow(
      /truncates prompts silently/,
    )
  })

  it('is not cut if the server reads an over-long prompt whole', async () => {
    const server = await startServer()
    const roomy = await startProxy(server, async (path, body, reply) => {
      if (path !== '/api/chat' || !body.includes('word word')) return null
      const words = body.match(/word/g)!.length
      const { text } = await reply().then(({ text }) => ({ text }))
      return text.includes('exceeds')
        ? {
            status: 200,
            text: JSON.stringify({ done: true, prompt_eval_count: words + 13, message: { content: 'a' } }),
          }
        : null
    })
    expect((await open({ hosts: [roomy] })).told).toEqual([])
  })
})

describe('checkReply of a thought that is counted as part of the prompt', () => {
  const reply = (promptTokens: number) => ({
    done: true,
    done_reason: 'stop',
    prompt_eval_count: promptTokens,
    eval_count: 10,
    message: { content: 'No.' },
  })
  const expected = { prompt: 'a', tokens: 900, mayCountMore: true, maxAnswerTokens: 64 }

  it('may fill what the server holds beyond the window that was asked for, and no more', () => {
    expect(checkReply(reply(1010), { ...expected, window: 1024 }).promptTokens).toBe(1010)
    expect(() => checkReply(reply(1010), { ...expected, window: 1000 })).toThrow(/all of its window/)
    expect(() => checkReply(reply(1024), { ...expected, window: 1024 })).toThrow(/all of its window/)
  })
})
