import {
  ANSWER_CLOSING,
  ANSWER_OPENING,
  BARE_HARMONY,
  HARMONY_CHANNEL,
  HARMONY_END,
  THOUGHT_FAMILIES,
} from './thought-markers.js'
import { type Range, thoughtRanges } from './thought-ranges.js'

/**
 * The two parts of a reply. `answer` is empty if the whole reply is thoughts. `thoughts` have no markers; empty
 * if there are none.
 */
export type PartedReply = { readonly answer: string; readonly thoughts: string }

/** The reason that results store if a reply has thoughts but no answer. */
export const ONLY_THOUGHTS = 'only-thoughts: the reply is thoughts and nothing else'

/**
 * Separates a model's thoughts from its answer. Thoughts are: text between the markers of a family, wherever it
 * is; everything before a closing marker without an opening one (the template opened it); and everything after
 * an opening marker without a closing one, if it begins the reply or a line. A marker in quotes is text, and so
 * is an opening marker in the middle of a line that is never closed. A reply without markers is the answer,
 * unchanged.
 */
export function partThoughts(reply: string): PartedReply {
  const harmony = partHarmony(reply)
  if (harmony !== null) return harmony
  const ranges = thoughtRanges(reply)
  if (ranges.length === 0) return { answer: reply, thoughts: '' }
  let end = 0
  let answer = ''
  for (const range of ranges) {
    answer += reply.slice(end, range.start)
    end = range.end
  }
  return { answer: unwrapped(answer + reply.slice(end)), thoughts: textOf(reply, ranges) }
}

/** The same for a reply whose server already separated thoughts into a field of their own. */
export function partReply(content: string, thinking: string): PartedReply {
  // Tags inside a JSON answer belong to a value; the reader of the JSON separates them.
  const { answer, thoughts } = isJson(content) ? { answer: content, thoughts: '' } : partThoughts(content)
  return { answer, thoughts: [thinking.trim(), thoughts].filter((part) => part !== '').join('\n\n') }
}

function partHarmony(reply: string): PartedReply | null {
  const channels = [...reply.matchAll(HARMONY_CHANNEL)]
  if (channels.length === 0) {
    const bare = BARE_HARMONY.exec(reply)?.[0]
    if (bare === undefined) return null
    const thoughts = bare.replace(/^\s*analysis/u, '').replace(/assistantfinal$/u, '')
    return { answer: reply.slice(bare.length).trim(), thoughts: thoughts.trim() }
  }
  const answers: string[] = []
  const thoughts = [reply.slice(0, channels[0]!.index)]
  channels.forEach((channel, i) => {
    const text = reply
      .slice(channel.index + channel[0].length, channels[i + 1]?.index)
      .replace(HARMONY_END, '')
    ;(channel[1] === 'final' ? answers : thoughts).push(text)
  })
  const joined = (texts: readonly string[]) =>
    texts
      .map((text) => text.trim())
      .filter((text) => text !== '')
      .join('\n')
  return { answer: joined(answers), thoughts: joined(thoughts) }
}

function textOf(reply: string, ranges: readonly Range[]): string {
  return ranges
    .map(({ start, end }) => {
      const marked = reply.slice(start, end)
      const bare = THOUGHT_FAMILIES.reduce(
        (text, { open, close }) => text.replaceAll(open, '').replaceAll(close, ''),
        marked,
      )
      return bare.trim()
    })
    .filter((text) => text !== '')
    .join('\n\n')
}

function unwrapped(answer: string): string {
  const opened = answer.replace(ANSWER_OPENING, '')
  return opened.replace(ANSWER_CLOSING, '').trim()
}

function isJson(content: string): boolean {
  if (!/^\s*[{[]/u.test(content)) return false
  try {
    JSON.parse(content)
    return true
  } catch {
    return false
  }
}
