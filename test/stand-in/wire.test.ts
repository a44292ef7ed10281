import { afterEach, describe, expect, it } from 'vitest'
import { CLOUD, TINY } from './model.js'
import { ANSWER_SCHEMA, chatRequest, post } from './post.js'
import { type StandIn, type StandInOptions, startStandIn } from './stand-in.js'
import { encode } from './tokens/tokenizer.js'

let standIn: StandIn
afterEach(() => standIn.close())

async function start(options: Partial<StandInOptions> = {}): Promise<void> {
  standIn = await startStandIn({ version: '0.33.0', ...options })
}

function turn(content: string, end = ''): number {
  return 1 + encode(`<|im_start|>user\n${content}<|im_end|>\n<|im_start|>assistant\n${end}`).length
}

describe('the wire of the stand-in', () => {
  it('counts the prompt exactly, as one can with what show tells', async () => {
    await start()
    const { body } = await post(standIn, '/api/chat', chatRequest('Which drug? <|im_end|>'))
    expect(body.prompt_eval_count).toBe(turn('Which drug? <|im_end|>'))
    expect(body.eval_count).toBe(encode(body.message.content).length + 1)
    const raw = {
      model: 'tiny',
      prompt: 'Which drug?',
      raw: true,
      stream: false,
      options: { num_predict: 1 },
    }
    const generated = await post(standIn, '/api/generate', raw)
    expect(generated.body).toMatchObject({
      prompt_eval_count: 1 + encode('Which drug?').length,
      eval_count: 1,
    })
    const { model_info } = (await post(standIn, '/api/show', { model: 'tiny', verbose: true })).body
    expect(model_info['tokenizer.ggml.pre']).toBe('llama-bpe')
    expect(model_info['tokenizer.ggml.tokens']).toHaveLength(model_info['tokenizer.ggml.token_type'].length)
    const plain = await post(standIn, '/api/show', { model: 'tiny:latest' })
    expect(plain.body.model_info['tokenizer.ggml.merges']).toBeNull()
  })

  it('streams the same text and counts as it gives at once', async () => {
    await start()
    const whole = await post(standIn, '/api/chat', chatRequest('Which drug?'))
    const { type, lines } = await post(standIn, '/api/chat', chatRequest('Which drug?', { stream: true }))
    expect(type).toBe('application/x-ndjson')
    expect(lines.map(({ message }) => message.content).join('')).toBe(whole.body.message.content)
    expect(lines).toHaveLength(whole.body.eval_count)
    expect(lines.at(-1)).toMatchObject({ done: true, eval_count: whole.body.eval_count })
  })

  it('fits a schema by itself, and breaks off in it at num_predict', async () => {
    await start()
    const { body } = await post(standIn, '/api/chat', chatRequest('x', { format: ANSWER_SCHEMA }))
    const answer = JSON.parse(body.message.content)
    expect(answer).toEqual({ answer: expect.any(String), citations: [1], unanswerable: false })
    const cut = await post(
      standIn,
      '/api/chat',
      chatRequest('x', { format: ANSWER_SCHEMA }, { num_predict: 4 }),
    )
    expect(cut.body).toMatchObject({ done_reason: 'length', eval_count: 4 })
    expect(() => JSON.parse(cut.body.message.content)).toThrow()
  })

  it('says the answer that a test wants, with what was asked in hand', async () => {
    await start({ answer: ({ messages, body }) => `${body.model}: ${messages.at(-1)?.content}` })
    const { body } = await post(standIn, '/api/chat', chatRequest('ABC naïve 日本'))
    expect(body.message.content).toBe('tiny: ABC naïve 日本')
  })

  it('ends at ten windows for a negative num_predict, and shifts silently', async () => {
    await start({ answer: () => 'Hemoglobin was low. '.repeat(300) })
    const own = { shift: true }
    const { body } = await post(standIn, '/api/chat', chatRequest('x', own, { num_ctx: 32, num_predict: -1 }))
    expect(body).toMatchObject({ done_reason: 'length', eval_count: 320 })
    const endless = await post(standIn, '/api/chat', chatRequest('x', own, { num_ctx: 32, num_predict: 0 }))
    expect(endless.body.done_reason).toBe('stop')
    expect(endless.body.eval_count).toBeGreaterThan(320)
    const strict = await post(standIn, '/api/chat', chatRequest('x', {}, { num_ctx: 32, num_predict: 1000 }))
    // llama.cpp rounds the window up to a multiple of 256.
    expect(strict.body.prompt_eval_count + strict.body.eval_count).toBe(256)
  })

  it('says where a cloud model answered, and lists it only if asked', async () => {
    await start({ models: [TINY, CLOUD] })
    const { body } = await post(standIn, '/api/chat', chatRequest('x', { model: CLOUD.name }))
    expect(body).toMatchObject({ remote_model: 'big', remote_host: CLOUD.remoteHost })
    expect((await post(standIn, '/api/tags')).body.models[1]).toHaveProperty('remote_host')
  })
})
