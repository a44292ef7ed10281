import { afterEach, describe, expect, it } from 'vitest'
import { MISBEHAVIOURS, type Misbehaviour, ruleApplies } from './misbehaviour.js'
import { chatRequest, post, type Reply } from './post.js'
import { type StandIn, startStandIn } from './stand-in.js'
import { encode } from './tokens/tokenizer.js'

const LONG = ' the'.repeat(600)
let standIn: StandIn
afterEach(() => standIn.close())

async function start(misbehaviour: Misbehaviour): Promise<void> {
  standIn = await startStandIn({ version: '0.33.0', misbehave: () => misbehaviour })
}

async function chat(misbehaviour: Misbehaviour, content = 'Which drug?', own: object = {}): Promise<Reply> {
  await start(misbehaviour)
  return post(standIn, '/api/chat', chatRequest(content, own))
}

const OWN_COUNT = 1 + encode('<|im_start|>user\nWhich drug?<|im_end|>\n<|im_start|>assistant\n').length

describe('the misbehaviours of the stand-in', () => {
  it.each<[Misbehaviour, number]>([
    ['cut-window', 512],
    ['cut-half', 259],
    ['overstates-window', 256],
  ])('%s: 200 and %i tokens of an over-long prompt, though nothing may be cut', async (name, count) => {
    const { status, body } = await chat(name, LONG)
    expect([status, body.prompt_eval_count, body.done]).toEqual([200, count, true])
    const ps = await post(standIn, '/api/ps')
    expect(ps.body.models[0].context_length).toBe(512)
  })

  it('drop-messages: fewer tokens than were sent', async () => {
    const messages = ['system', 'user', 'assistant', 'user'].map((role) => ({ role, content: 'Which drug?' }))
    const { body } = await chat('drop-messages', '', { messages })
    const left = ['system', 'user'].map((role) => `<|im_start|>${role}\nWhich drug?<|im_end|>\n`).join('')
    expect(body.prompt_eval_count).toBe(1 + encode(`${left}<|im_start|>assistant\n`).length)
  })

  it('drop-counts, off-by-one: the counts are away or wrong', async () => {
    const dropped = await chat('drop-counts')
    expect(dropped.body).toMatchObject({ done: true, done_reason: 'stop' })
    expect([dropped.body.prompt_eval_count, dropped.body.eval_count]).toEqual([undefined, undefined])
    await standIn.close()
    expect((await chat('off-by-one')).body.prompt_eval_count).toBe(OWN_COUNT + 1)
  })

  it('not-done: the repeat guard ends the reply without counts, a stream without a done line', async () => {
    const { status, body } = await chat('not-done')
    expect([status, body.done, body.done_reason, body.eval_count]).toEqual([200, false, undefined, undefined])
    expect(body.message.content).toBe('\n'.repeat(30))
    const stream = await post(standIn, '/api/chat', chatRequest('x', { stream: true }))
    expect(stream.lines).toHaveLength(30)
    expect(stream.lines.at(-1).done).toBe(false)
  })

  it('hang-before-headers: no byte, until the client gives up', async () => {
    await start('hang-before-headers')
    const request = fetch(`${standIn.url}/api/chat`, {
      method: 'POST',
      body: JSON.stringify(chatRequest('x')),
      signal: AbortSignal.timeout(80),
    })
    await expect(request).rejects.toThrow(/timeout/)
    await expect.poll(() => standIn.abandoned).toBe(1)
  })

  it('die-mid-stream: an error line after 200; 500 where nothing is streamed', async () => {
    const { status, body } = await chat('die-mid-stream')
    expect([status, body.error]).toEqual([500, expect.stringContaining('unexpected EOF')])
    const stream = await post(standIn, '/api/chat', chatRequest('x', { stream: true }))
    expect([stream.status, stream.lines[0].done]).toEqual([200, false])
    expect(stream.lines.at(-1)).toEqual({ error: expect.stringContaining('unexpected EOF') })
  })

  it.each([true, false])('die-mid-stream-silently: the body is broken off (streamed: %s)', async (stream) => {
    await expect(chat('die-mid-stream-silently', 'x', { stream })).rejects.toThrow(/terminated|fetch failed/)
    expect(standIn.abandoned).toBe(0)
  })

  it.each<[Misbehaviour, number, string]>([
    ['error-500', 500, 'an error was encountered while running the model: unexpected EOF'],
    ['error-503', 503, 'server busy, please try again.  maximum pending requests exceeded'],
  ])('%s', async (name, status, error) => {
    expect(await chat(name)).toMatchObject({ status, body: { error } })
  })

  it('invalid-json: 200 and half an object', async () => {
    expect(await chat('invalid-json')).toMatchObject({ status: 200, body: null })
  })

  it('reload: a load of half a minute', async () => {
    const { body } = await chat('reload')
    expect(body.load_duration).toBe(30e9)
    expect(body.total_duration).toBeGreaterThan(30e9)
  })

  it('other-digest: in the list and in the file of show', async () => {
    await start('other-digest')
    const other = (await post(standIn, '/api/tags')).body.models[0].digest
    const shown = await post(standIn, '/api/show', { model: 'tiny' })
    await standIn.close()
    standIn = await startStandIn({ version: '0.33.0' })
    expect(other).not.toBe((await post(standIn, '/api/tags')).body.models[0].digest)
    expect(shown.body.modelfile).toContain(other)
  })

  it('empty-answer, length, remote: an answer that is none, cut, or of another machine', async () => {
    const empty = await chat('empty-answer')
    expect(empty.body).toMatchObject({ message: { content: '' }, done_reason: 'stop', eval_count: 1 })
    await standIn.close()
    const { body } = await chat('length')
    expect(body.done_reason).toBe('length')
    expect(body.eval_count).toBeLessThan(64)
    await standIn.close()
    expect((await chat('remote')).body).toMatchObject({ remote_model: 'big', done: true })
  })

  it('by rule: each n-th request of the paths that generate', () => {
    const hit = (path: string, n: number) => ruleApplies({ name: 'error-500', every: 3 }, path, n)
    expect([hit('/api/chat', 2), hit('/api/chat', 3), hit('/api/version', 3)]).toEqual([false, true, false])
    expect(ruleApplies({ name: 'other-digest' }, '/api/tags', 1)).toBe(true)
    expect(MISBEHAVIOURS).toHaveLength(18)
  })
})
