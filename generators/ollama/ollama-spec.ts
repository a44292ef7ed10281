import { z } from 'zod'
import type { ModelTrial } from '../servers/model-kind.js'
import { modelFields } from '../servers/model-spec.js'
import { GREEDY, type OllamaSettings } from './server/settings.js'

/** The default server. */
export const OLLAMA_HOST = 'http://127.0.0.1:11434'

const share = z.number().min(0).max(1)
const common = modelFields(OLLAMA_HOST)

/** A model on Ollama servers, as an experiment file names it. */
export const ollamaSchema = z.strictObject({
  ollama: z.string().min(1).describe('Name of the model on its server, as `ollama list` has it.'),
  host: common.host,
  window: common.window,
  maxAnswerTokens: common.maxAnswerTokens,
  allowHosts: common.allowHosts,
  tokenizer: common.tokenizer,
  temperature: z.number().min(0).default(GREEDY.temperature).describe('Sampling temperature; 0 is greedy.'),
  topK: z
    .number()
    .int()
    .min(0)
    .default(GREEDY.topK)
    .describe('Sampling: number of candidates for each token.'),
  topP: share.default(GREEDY.topP).describe('Sampling: share of the probability that candidates cover.'),
  minP: share
    .default(GREEDY.minP)
    .describe('Sampling: least probability of a candidate, relative to the best.'),
  repeatPenalty: z
    .number()
    .positive()
    .default(GREEDY.repeatPenalty)
    .describe('Sampling: penalty for repeated tokens; 1 is none.'),
  stop: z.array(z.string().min(1)).default([]).describe('Texts that end the answer.'),
  think: z
    .union([z.boolean(), z.enum(['low', 'medium', 'high'])], {
      error: 'expected true, false, low, medium or high',
    })
    .default(false)
    .describe("Whether a reasoning model thinks first: false, true, 'low', 'medium' or 'high'."),
  keepAlive: z
    .string()
    .regex(/^(?:-1|\d+(?:\.\d+)?(?:ms|s|m|h))$/, "expected a duration such as '30m', or '-1'")
    .default('30m')
    .describe("How long the server keeps the model in memory after a call, as in '30m'; '-1': forever."),
  parallel: common.parallel,
  deadline: common.deadline,
  sentinel: common.sentinel,
  family: common.family,
})
/** An Ollama model as an experiment file names it. */
export type OllamaSpec = z.infer<typeof ollamaSchema>

/** The settings of a model: from its spec, and from the experiment's seed, form of answers and allowed servers. */
export function ollamaSettings(
  spec: OllamaSpec,
  { seed, structured, allowHosts }: Pick<ModelTrial, 'seed' | 'structured' | 'allowHosts'>,
): OllamaSettings {
  const { ollama: model, host, temperature, topK, topP, minP, repeatPenalty, stop } = spec
  return {
    model,
    hosts: typeof host === 'string' ? [host] : host,
    window: spec.window,
    maxAnswerTokens: spec.maxAnswerTokens,
    seed,
    structured,
    think: spec.think,
    sampling: { temperature, topK, topP, minP, repeatPenalty, stop },
    keepAlive: spec.keepAlive,
    allowHosts: [...spec.allowHosts, ...allowHosts],
    parallel: spec.parallel,
    deadlineMs: spec.deadline * 1000,
  }
}
