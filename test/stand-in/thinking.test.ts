import { afterEach, describe, expect, it } from 'vitest'
import { chatModel } from './model.js'
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

describe('the thoughts of the stand-in', () => {
  it('thinks in a field, and counts a second run where there is a schema', async () => {
    await start({ models: [chatModel({ name: 'thinker:latest', thinking: 'field' })] })
    const own = { model: 'thinker' }
    const { body } = await post(standIn, '/api/chat', chatRequest('x', own))
    expect(body.message).toEqual({
      role: 'assistant',
      content: expect.any(String),
      thinking: expect.any(String),
    })
    expect(body.prompt_eval_count).toBe(turn('x', '<think>\n'))
    const schema = await post(standIn, '/api/chat', chatRequest('x', { ...own, format: ANSWER_SCHEMA }))
    expect(schema.body.prompt_eval_count).toBeGreaterThan(body.prompt_eval_count + 10)
    expect(schema.body.eval_count).toBe(encode(schema.body.message.content).length + 1)
    const off = await post(standIn, '/api/chat', chatRequest('x', { ...own, think: false }))
    expect([off.body.message.thinking, off.body.prompt_eval_count]).toEqual([undefined, turn('x')])
  })

  it('leaks the thought of a native template into the content', async () => {
    await start({ models: [chatModel({ name: 'thinker:latest', thinking: 'leaks' })] })
    const ask = async (own: object) =>
      (await post(standIn, '/api/chat', chatRequest('x', { model: 'thinker', ...own }))).body.message.content
    expect(await ask({})).toContain('</think>')
    expect(await ask({ think: false })).not.toContain('</think>')
    expect(JSON.parse(await ask({ format: ANSWER_SCHEMA }))).toHaveProperty('answer')
  })
})
