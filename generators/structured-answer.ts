import { z } from 'zod'
import { type CitedAnswer, readCitations } from './cited-places.js'
import { GenerationFailure, type PromptPassage, RECORD_DOES_NOT_TELL } from './generator.js'
import { partThoughts } from './thoughts/part-thoughts.js'

const structuredAnswer = z.object({
  answer: z.string(),
  citations: z.array(z.number()),
  unanswerable: z.boolean(),
})

/** What a model is asked for in JSON: nothing, an answer, or an answer with its confidence. */
export type StructuredForm = false | true | 'confidence'

/** The JSON schema that servers are asked to enforce. */
export const STRUCTURED_ANSWER_FORMAT = z.toJSONSchema(structuredAnswer)
const CONFIDENCE_FORMAT = z.toJSONSchema(structuredAnswer.extend({ confidence: z.number().min(0).max(1) }))

/** The JSON schema of a form; null if no JSON is asked for. */
export function structuredFormat(form: StructuredForm): object | null {
  if (form === false) return null
  return form === 'confidence' ? CONFIDENCE_FORMAT : STRUCTURED_ANSWER_FORMAT
}

// On servers that ignore the schema, a model may write labels as it does in prose.
const lenientAnswer = structuredAnswer.extend({
  citations: z.array(z.union([z.number(), z.string()])),
  confidence: z.unknown().optional(),
})

/** Whether a text is the JSON that the structured prompt asks for. */
export function isStructuredAnswer(text: string): boolean {
  return lenientAnswer.safeParse(parseJson(text)).success
}

/**
 * Reads a JSON answer, with its confidence if it states one. Marks inside its text count as citations too, and thoughts inside it are removed.
 * @throws GenerationFailure if the text is not the requested JSON
 */
export function readStructuredAnswer(
  text: string,
  passages: readonly PromptPassage[],
): CitedAnswer & { readonly thoughts: string; readonly confidence: number | null } {
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
  const confidence = confidenceOf(parsed.data.confidence)
  const { answer, thoughts } = partThoughts(parsed.data.answer)
  if (unanswerable)
    return { text: RECORD_DOES_NOT_TELL, citations: [], spans: [], unknownCitations: 0, thoughts, confidence }
  return { ...readCitations(answer, passages, citations.map(String)), thoughts, confidence }
}

/** A stated confidence from 0 to 1; anything else is none, so that no other number is put in its place. */
function confidenceOf(said: unknown): number | null {
  return typeof said === 'number' && said >= 0 && said <= 1 ? said : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
