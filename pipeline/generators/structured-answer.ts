import { z } from 'zod'
import { GenerationFailure, RECORD_DOES_NOT_TELL } from './generator.js'

const structuredAnswer = z.object({
  answer: z.string(),
  citations: z.array(z.string()),
  unanswerable: z.boolean(),
})

/** The JSON schema that the server holds the model to. */
export const STRUCTURED_ANSWER_FORMAT = z.toJSONSchema(structuredAnswer)

export type CitedAnswer = { readonly text: string; readonly citations: readonly string[] }

/** @throws GenerationFailure where the text is not the JSON that was asked for */
export function readStructuredAnswer(text: string): CitedAnswer {
  const parsed = structuredAnswer.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue === undefined || issue.path.length === 0 ? 'as a whole' : `at ${issue.path.join('.')}`
    throw new GenerationFailure(
      'unparsable-answer',
      `expected JSON with answer, citations and unanswerable, wrong ${where}`,
    )
  }
  const { answer, citations, unanswerable } = parsed.data
  if (unanswerable) return { text: RECORD_DOES_NOT_TELL, citations: [] }
  return { text: answer.trim(), citations: [...new Set(citations.map((id) => id.trim()))] }
}

/** The document ids of the context that a plain answer names, in order of first mention. */
export function readPlainAnswer(text: string, documentIds: readonly string[]): CitedAnswer {
  const mentions = [...new Set(documentIds)]
    .map((id) => ({ id, at: mentionOf(id, text) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
  return { text: text.trim(), citations: mentions.map(({ id }) => id) }
}

/** 'note:1' is not mentioned by 'note:12'. */
function mentionOf(id: string, text: string): number {
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at + id.length] ?? '')) return at
  }
  return -1
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
