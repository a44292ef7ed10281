import {
  ANSWER_CLOSING,
  ANSWER_OPENING,
  BARE_HARMONY,
  HARMONY_CHANNEL,
  HARMONY_END,
  THOUGHT_FAMILIES,
} from './thought-markers.js'
import { type Range, thoughtRanges } from './thought-ranges.js'

/** A reply in its two parts. `answer`: empty if all of it is thoughts. `thoughts`: without their markers; empty if there are none. */
export type PartedReply = { readonly answer: string; readonly thoughts: string }

/** Why a reply without an answer is none, as it is in results. */
export const ONLY_THOUGHTS = 'only-thoughts: the reply is thoughts and nothing else'

/**
 * Separates a model's thoughts from its answer. Thoughts are what is between the markers of a family, wherever they are;
 * everything before a closing marker that nothing opened (the template did); and everything after an opening marker that
 * nothing closes, if it begins the reply or a line. A marker in quotes, or an opening one in the middle of a line that
 * nothing closes, is text. A reply without markers is the answer, unchanged.
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

/** The same of a reply whose server has separated thoughts already, in a field of their own. */
export function partReply(content: string, thinking: string): PartedReply {
  // Tags inside a JSON answer are part of a value; whoever reads the JSON separates that.
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
