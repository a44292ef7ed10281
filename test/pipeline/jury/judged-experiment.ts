import { reading, startServer } from '../../fixtures/model-experiment.js'
import { chatModel, TINY } from '../../stand-in/model.js'
import type { StandIn, StandInOptions } from '../../stand-in/stand-in.js'

/** num_predict of grades alone. */
const GRADE_TOKENS = 96

const LLAMA = chatModel({ name: 'llama3.1:8b' })
const QWEN = chatModel({ name: 'qwen2.5:7b' })

export type Says = (asked: { readonly model: string; readonly prompt: string }) => string

/** A server with a generator and two judges of other families; `says` is what judges reply, `answer` what the generator does. */
export function startJuryServer(
  says: Says,
  answer = 'A made-up answer.',
  misbehave: StandInOptions['misbehave'] = () => null,
): Promise<StandIn> {
  return startServer({
    models: [TINY, LLAMA, QWEN],
    misbehave,
    answer: reading(({ messages, body }) => {
      const prompt = messages.at(-1)?.content ?? ''
      return isGrading(body) ? says({ model: body.model, prompt }) : answer
    }),
  })
}

function isGrading(body: {
  readonly format?: object
  readonly options: { readonly num_predict: number }
}): boolean {
  return body.format !== undefined && body.options.num_predict === GRADE_TOKENS
}

export function judgeSpec(model: string, url: string, more = ''): string {
  return `{ollama: '${model}', host: ${url}, window: 4096, maxAnswerTokens: ${GRADE_TOKENS}${more}}`
}

export function gradesAsked(server: StandIn) {
  return server.requests.filter(({ path, body }) => path === '/api/chat' && isGrading(body))
}

/** A reply with this grade in whatever words the criterion takes. */
export function graded(grade: number, prompt: string): string {
  const isBinary = prompt.includes('which is "correct" or "incorrect"')
  const said = isBinary ? (grade >= 4 ? 'correct' : 'incorrect') : grade
  return JSON.stringify({ explanation: 'Because.', grade: said })
}
