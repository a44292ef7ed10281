import { describe, expect, it } from 'vitest'
import { ollamaGenerator } from '../../../generators/ollama/ollama-generator.js'
import { ollamaSchema, ollamaSettings } from '../../../generators/ollama/ollama-spec.js'
import { chatIdentity } from '../../../generators/ollama/replies/chat-body.js'
import { ollamaStrategyModel } from '../../../generators/ollama/replies/ollama-strategy-model.js'
import { type ReplyStore, replyKey } from '../../../generators/servers/response-cache.js'
import { STRUCTURED_ANSWER_FORMAT } from '../../../generators/structured-answer.js'
import { untriedModel } from '../../fixtures/untried-model.js'

const DIGEST = 'd'.repeat(64)
const spec = ollamaSchema.parse({ ollama: 'llama3.1:8b', window: 4096 })
const settings = ollamaSettings(spec, { seed: 7, structured: true, allowHosts: [] })

/** As version 0.1.0 stored them: another value orphans what people have paid their model's time for. */
describe('what stored answers and replies are found by does not change', () => {
  it('the identity of a generator, to the byte', async () => {
    const generator = ollamaGenerator(untriedModel(settings, DIGEST), null, 1)
    expect(generator.name).toBe('ollama:llama3.1:8b')
    expect(JSON.stringify(generator.identity)).toBe(
      `{"digest":"${DIGEST}","window":4096,"maxAnswerTokens":256,"seed":8,"structured":true,"think":false,"temperature":0,"topK":40,"topP":0.9,"minP":0,"repeatPenalty":1,"stop":null}`,
    )
    await generator.close()
  })

  it('the identity of a model that strategies and juries ask', async () => {
    const model = untriedModel(settings, DIGEST)
    expect(ollamaStrategyModel(model, {} as ReplyStore).identity).toBe('6230b71f8122af4a')
    await model.close()
  })

  it('the key of a kept reply', () => {
    const identity = chatIdentity(settings, DIGEST, { seed: 8, format: STRUCTURED_ANSWER_FORMAT })
    expect(replyKey(identity, 'prompt', '1')).toBe(
      '591a18e3d2ce6fbc79d3732bc86f840a6c5d5572ec91a37f0cb100722ec071de',
    )
  })
})
