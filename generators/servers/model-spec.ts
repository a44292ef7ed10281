import { z } from 'zod'
import { LARGEST_COUNT } from '../../base/largest-count.js'

/** A model in an experiment file, whatever its kind of server. Its name is in the field of that kind. */
export type ModelSpec = {
  /** One server, or several with the same model. */
  readonly host: string | readonly string[]
  /** Tokens of prompt and answer together. */
  readonly window: number
  readonly maxAnswerTokens: number
  /** Servers outside this machine and the private ranges that may receive records. */
  readonly allowHosts: readonly string[]
  /** The folder with the model's own tokenizer.json; null if the kind must find another way to count. */
  readonly tokenizer: string | null
  /** The most calls that one server handles at a time. */
  readonly parallel: number
  /** Longest time of a call, in seconds, including the time to load the model. */
  readonly deadline: number
  /** Whether to plant a word in full prompts and ask for it before anything else. */
  readonly sentinel: boolean
  /** The family that the model derives from, if its name does not say: a judge must not be of a generator's family. */
  readonly family: string | null
}

const EXPECTED = `expected a whole number from 1 to ${LARGEST_COUNT.toLocaleString('en')}`

/** A whole number from 1 to the largest count. */
export const wholeNumber = z
  .number(EXPECTED)
  .refine((value) => Number.isInteger(value) && value >= 1 && value <= LARGEST_COUNT, {
    error: ({ input }) => `${EXPECTED}, found ${String(input)}`,
  })

/** The schemas of the fields of `ModelSpec`. @param defaultHost the server if a spec names none */
export function modelFields(defaultHost: string) {
  return {
    host: z
      .union([z.url(), z.array(z.url()).min(1, 'expected at least one server')], {
        error: 'expected the URL of a server, or a list of them',
      })
      .default(defaultHost)
      .describe(
        'URL of the server, or a list of servers that have the same model: the calls are spread over them.',
      ),
    window: wholeNumber.describe(
      'Tokens of prompt and answer together (num_ctx). Prompts that do not fit are not sent.',
    ),
    maxAnswerTokens: wholeNumber.default(256).describe('Largest number of tokens of an answer.'),
    allowHosts: z
      .array(z.string())
      .default([])
      .describe('Servers outside of this machine and of private networks that may be sent record text.'),
    tokenizer: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        "Folder with the model's tokenizer.json. Default: a tokenizer made from the vocabulary that the server reports.",
      ),
    parallel: wholeNumber.default(4).describe('Largest number of calls to one server at a time.'),
    deadline: wholeNumber
      .default(900)
      .describe('Longest time of one call in seconds, including the time to load the model.'),
    sentinel: z
      .boolean()
      .default(true)
      .describe(
        'Check that the model reads full prompts: hide a word in one and ask for it, before anything else is sent.',
      ),
    family: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        "What the model was made from, if its name does not say: a judge must not be of a generator's family.",
      ),
  }
}
