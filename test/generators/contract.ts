import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { InputError } from '../../base/errors/input-error.js'
import type { BaselineKind } from '../../generators/baseline-kind.js'
import { FAILURE_REASONS } from '../../generators/failure-reasons.js'
import { GenerationFailure, type Prompt } from '../../generators/generator.js'
import type { ModelKind, ModelOpening, ServedModel } from '../../generators/servers/model-kind.js'
import type { ModelSpec } from '../../generators/servers/model-spec.js'
import { Proofs } from '../../generators/servers/proofs.js'
import { ResponseCache } from '../../generators/servers/response-cache.js'
import type { StepReport } from '../../generators/servers/steps.js'

/** A server of a kind that a test can spoil. */
export type SpoiltServer = {
  readonly url: string
  /** A model that it has. */
  readonly model: string
  /** From now on no request for an answer succeeds. */
  fail(): void
  /** From now on it has another model of the same name. */
  replaceModel(): void
  close(): Promise<void>
}

const NEVER = new AbortController().signal
const NOBODY = 'http://127.0.0.1:9'
const CONTEXT = '[1] 2022-03-30 06:06 progress note\nHemoglobin 13.2 g/dL.'
const PROMPT: Prompt = {
  patientId: '1',
  neutralised: 0,
  text: `${CONTEXT}\n\nInstruction: What was the hemoglobin?`,
  context: CONTEXT,
  instruction: 'What was the hemoglobin?',
  passages: [
    {
      label: 1,
      kind: 'note',
      time: '2022-03-30 06:06:00',
      documentIds: ['note:1'],
      text: 'Hemoglobin 13.2 g/dL.',
    },
  ],
}

/** What every generator that asks no model keeps to. */
export function baselineContract(kind: BaselineKind): void {
  it('has its name, an identity and no limit of tokens, and answers the same prompt the same way', async () => {
    const generator = await kind.open()
    try {
      expect(generator.name).toBe(kind.name)
      expect(JSON.parse(JSON.stringify(generator.identity))).toEqual(generator.identity)
      expect(generator.window).toBe(Number.POSITIVE_INFINITY)
      const [first, second] = [
        await generator.generate(PROMPT, NEVER),
        await generator.generate(PROMPT, NEVER),
      ]
      expect(first.text).not.toBe('')
      expect({ ...second, milliseconds: 0 }).toEqual({ ...first, milliseconds: 0 })
    } finally {
      await generator.close()
    }
  })

  it('has an expected length of answers', () => {
    expect(kind.answerTokens).toBeGreaterThan(0)
  })
}

/** What every kind of model server keeps to, against a server of that kind. */
export function modelKindContract(kind: ModelKind, start: () => Promise<SpoiltServer>): void {
  let server: SpoiltServer
  let folder: string
  let cache: ResponseCache
  let opened: ServedModel[]

  beforeEach(async () => {
    server = await start()
    folder = mkdtempSync(join(tmpdir(), 'chartsift-kind-'))
    cache = new ResponseCache(join(folder, 'responses.db'))
    opened = []
  })
  afterEach(async () => {
    for (const model of opened) await model.close()
    cache.close()
    await server.close()
    rmSync(folder, { recursive: true })
  })

  const specOf = (more: object = {}): ModelSpec =>
    kind.schema.parse({
      [kind.field]: server.model,
      host: server.url,
      window: 2048,
      sentinel: false,
      ...more,
    })
  const trial = () => ({
    seed: 7,
    structured: false,
    allowHosts: [],
    texts: ['What was the hemoglobin?', 'A record follows.\nNo fever. When was the visit?'],
    tokenizer: null,
    tokenizers: join(folder, 'tokenizers'),
    proofs: new Proofs(null),
  })
  const opening = (): ModelOpening => ({
    ...trial(),
    replies: { cache, reads: false },
    tell: () => {},
    signal: NEVER,
  })
  const open = async (spec = specOf()): Promise<ServedModel> => {
    const model = await kind.open(spec, opening())
    opened.push(model)
    return model
  }

  describe('its schema', () => {
    it.each(Object.values(kind.examples))(
      'accepts its example %s and fills in what every kind has',
      (model) => {
        expect(kind.schema.parse({ [kind.field]: model, window: 16384 })).toMatchObject({
          host: kind.defaultHost,
          window: 16384,
          maxAnswerTokens: expect.any(Number),
          allowHosts: [],
          tokenizer: null,
          parallel: expect.any(Number),
          deadline: expect.any(Number),
          sentinel: expect.any(Boolean),
          family: null,
        })
      },
    )

    it('refuses unknown fields, and a model without a name or a window', () => {
      expect(kind.schema.safeParse({ [kind.field]: 'm', window: 1, foo: 1 }).success).toBe(false)
      expect(kind.schema.safeParse({ window: 1 }).success).toBe(false)
      expect(kind.schema.safeParse({ [kind.field]: 'm' }).success).toBe(false)
    })
  })

  it('names its generators by field and model, and gives each repeat an identity of its own', async () => {
    const [one, other] = [await open(), await open()]
    const name = `${kind.field}:${server.model}`
    expect([one.generator(0).name, other.generator(0).name, one.asker.name]).toEqual([name, name, name])
    expect(other.generator(0).identity).toEqual(one.generator(0).identity)
    expect(other.judgeIdentity).toEqual(one.judgeIdentity)
    expect(other.asker.identity).toBe(one.asker.identity)
    expect(one.generator(1).identity).not.toEqual(one.generator(0).identity)
    expect(one.generator(0).window).toBe(2048)
    expect(one.servers.map(({ host, model }) => [host, model])).toEqual([[server.url, server.model]])
    expect(one.trial.length).toBeGreaterThan(0)
  })

  it('answers the same prompt the same way, and tells what the call took', async () => {
    const generator = (await open()).generator(0)
    const [first, second] = [await generator.generate(PROMPT, NEVER), await generator.generate(PROMPT, NEVER)]
    expect(first.text).not.toBe('')
    expect([second.text, second.citations]).toEqual([first.text, first.citations])
    expect(first.calls).toEqual([expect.objectContaining({ server: server.url, outcome: 'answered' })])
    expect(first.promptTokens).toBeGreaterThan(0)
    expect(first.cost?.isCached).toBe(false)
  })

  it('fails an item with a reason that reports know, and with nothing else', async () => {
    const model = await open(specOf({ deadline: 5 }))
    server.fail()
    const failure = await model
      .generator(0)
      .generate(PROMPT, NEVER)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(GenerationFailure)
    const { reason, calls } = failure as GenerationFailure
    expect(Object.keys(FAILURE_REASONS)).toContain(reason)
    expect(calls.length).toBeGreaterThan(0)
  })

  it('has another identity in every role if the model of that name is another', async () => {
    const before = await open()
    server.replaceModel()
    const after = await open()
    expect(after.generator(0).identity).not.toEqual(before.generator(0).identity)
    expect(after.judgeIdentity).not.toEqual(before.judgeIdentity)
    expect(after.asker.identity).not.toBe(before.asker.identity)
  })

  it('refuses a server that is not there: opening throws one sentence, checking reports it', async () => {
    const spec = specOf({ host: NOBODY })
    await expect(kind.open(spec, opening())).rejects.toBeInstanceOf(InputError)
    const done: StepReport[] = []
    await kind.check(spec, trial(), (step) => done.push(step))
    expect(done.some(({ ok }) => !ok)).toBe(true)
  })

  it('checks a server that is well without a fault', async () => {
    const done: StepReport[] = []
    await kind.check(specOf(), trial(), (step) => done.push(step))
    expect(done.filter(({ ok }) => !ok)).toEqual([])
    expect(done.length).toBeGreaterThan(0)
  })

  it('has no tokenizer of its own before a model was opened', () => {
    expect(kind.ownTokenizer(specOf(), join(folder, 'tokenizers'))).toBeNull()
  })
}
