import { z } from 'zod'
import { type CitedAnswer, readCitations } from './cited-places.js'
import { GenerationFailure, type PromptPassage, RECORD_DOES_NOT_TELL } from './generator.js'
import { partThoughts } from './thoughts/part-thoughts.js'

const structuredAnswer = z.object({
  answer: z.string(),
  citations: z.array(z.number()),
  unanswerable: z.boolean(),
})

/** The JSON schema that servers are asked to enforce. */
export const STRUCTURED_ANSWER_FORMAT = z.toJSONSchema(structuredAnswer)

// On servers that ignore the schema, a model may write labels as it does in prose.
const lenientAnswer = structuredAnswer.extend({ citations: z.array(z.union([z.number(), z.string()])) })

/** Whether a text is the JSON that the structured prompt asks for. */
export function isStructuredAnswer(text: string): boolean {
  return lenientAnswer.safeParse(parseJson(text)).success
}

/**
 * Reads a JSON answer. Marks inside its text count as citations too, and thoughts inside it are removed.
 * @throws GenerationFailure if the text is not the requested JSON
 */
export function readStructuredAnswer(
  text: string,
  passages: readonly PromptPassage[],
): CitedAnswer & { readonly thoughts: string } {
  const parsed = lenientAnswer.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue === undefined || issue.path.length === 0 ? 'as a whole' : `at ${issue.path.join('.')}`
    throw new GenerationFailure(
      'unparsable-answer',
      `expected JSON with answer, citations and unanswerable, wrong ${where}`,
    )
  }
  const { citations, unanswerable } = parsed.data
  const { answer, thoughts } = partThoughts(parsed.data.answer)
  if (unanswerable)
    return { text: RECORD_DOES_NOT_TELL, citations: [], spans: [], unknownCitations: 0, thoughts }
  return { ...readCitations(answer, passages, citations.map(String)), thoughts }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
